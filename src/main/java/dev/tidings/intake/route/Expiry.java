package dev.tidings.intake.route;

import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.DeadReason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Until when an event is worth delivering. */
sealed interface Expiry {
    /** Null is for ever. */
    @Nullable
    Instant of(Variables variables) throws DeadException;

    /** The same for all records. */
    record At(Instant instant) implements Expiry {
        @Override
        public Instant of(Variables variables) {
            return instant;
        }
    }

    /** So long after the record's timestamp. */
    record After(Duration duration) implements Expiry {
        @Override
        public Instant of(Variables variables) throws DeadException {
            return later(variables, duration);
        }
    }

    /** As an expression tells. */
    record Told(Expression expression) implements Expiry {
        @Override
        public @Nullable Instant of(Variables variables) throws DeadException {
            Object found = expression.evaluate(variables);
            if (found == null) {
                return null;
            }
            if (found instanceof String text) {
                Expiry read = TimeLiterals.expiry(text);
                if (read == null) {
                    throw expression.refused(DeadReason.BAD_ATTRIBUTE, "a string that is neither");
                }
                return read.of(variables);
            }
            if (found instanceof Duration duration) {
                return later(variables, duration);
            }
            if (found instanceof Instant instant) {
                return instant;
            }
            throw expression.refused(DeadReason.BAD_ATTRIBUTE, Types.nameOf(found));
        }
    }

    private static Instant later(Variables variables, Duration duration) throws DeadException {
        try {
            return variables.timestamp().plus(duration);
        } catch (DateTimeException | ArithmeticException e) {
            throw new DeadException(DeadReason.BAD_ATTRIBUTE, "expiry: out of time (expected: a year of four digits)");
        }
    }
}
