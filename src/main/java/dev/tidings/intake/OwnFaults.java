package dev.tidings.intake;

import dev.tidings.intake.format.SourceRecord;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs Tidings' own faults with their stack, but without their messages, which may hold content of a record. Such
 * faults come in series: one a minute is logged, with the number of the others.
 */
final class OwnFaults {
    private static final Logger LOG = Logger.getLogger(OwnFaults.class);
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;
    private long nextAt;
    private int untold;

    OwnFaults(LongSupplier nanos) {
        this.nanos = nanos;
        this.nextAt = nanos.getAsLong();
    }

    void tell(Throwable fault, String route, SourceRecord.Place place) {
        long now = nanos.getAsLong();
        if (now - nextAt < 0) {
            untold++;
            return;
        }
        LOG.warnf(
                Stack.of(fault),
                "route failed by a fault of Tidings' own route=%s record=%s not told before=%d",
                route,
                place,
                untold);
        nextAt = now + PAUSE_NANOS;
        untold = 0;
    }

    /** The class, the stack and the causes of a fault. */
    private static final class Stack extends Exception {
        private static final long serialVersionUID = 1;
        private static final int DEEPEST = 5;

        private Stack(String type, @Nullable Throwable cause) {
            super(type, cause, false, true);
        }

        static Stack of(Throwable fault) {
            return of(fault, 0);
        }

        private static Stack of(Throwable fault, int depth) {
            Throwable cause = fault.getCause();
            Stack stack = new Stack(
                    fault.getClass().getName(), cause == null || depth == DEEPEST ? null : of(cause, depth + 1));
            stack.setStackTrace(fault.getStackTrace());
            return stack;
        }
    }
}
