package dev.tidings.intake;

import dev.tidings.concurrent.NanoClock;
import dev.tidings.intake.format.SourceRecord;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs internal faults with their stack, but without their messages, which may hold content of a record. Such faults
 * come in series: one a minute is logged, with the number of the others.
 */
final class FaultLog {
    private static final Logger LOG = Logger.getLogger(FaultLog.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Interval pause;
    private int skipped;

    FaultLog(NanoClock nanos) {
        this.pause = new Interval(PAUSE, nanos);
    }

    void log(Throwable fault, String route, SourceRecord.Place place) {
        if (!pause.isDue()) {
            skipped++;
            return;
        }
        LOG.warnf(
                Stack.of(fault),
                "internal fault while mapping a record route=%s record=%s suppressed=%d",
                route,
                place,
                skipped);
        pause.restart();
        skipped = 0;
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
