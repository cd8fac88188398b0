package dev.tidings.intake.route;

import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.DeadReason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time at which an event expires. */
sealed interface Expiry {
    /** Returns the time, or null if the event never expires. */
    @Nullable
    Instant of(Variables variables) throws DeadException;

    /** An instant that is the same for all records. */
    record At(Instant instant) implements Expiry {
        @Override
        public Instant of(Variables variables) {
            return instant;
        }
    }

    /** A duration after the record's timestamp. */
    record After(Duration duration) implements Expiry {
        @Override
        public Instant of(Variables variables) throws DeadException {
            return add(variables, duration);
        }
    }

    /** The result of an expression. */
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
                    throw expression.failure(DeadReason.BAD_ATTRIBUTE, "a string that is neither");
                }
                return read.of(variables);
            }
            if (found instanceof Duration duration) {
                return add(variables, duration);
            }
            if (found instanceof Instant instant) {
                return instant;
            }
            throw expression.failure(DeadReason.BAD_ATTRIBUTE, Types.nameOf(found));
        }
    }

    private static Instant add(Variables variables, Duration duration) throws DeadException {
        try {
            return variables.timestamp().plus(duration);
        } catch (DateTimeException | ArithmeticException e) {
            throw new DeadException(DeadReason.BAD_ATTRIBUTE, "expiry: out of range (expected: a year of four digits)");
        }
    }
}
