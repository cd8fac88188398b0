package dev.tidings.intake.route;

import com.google.common.primitives.UnsignedLong;
import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.DeadReason;
import java.time.Duration;
import java.time.Instant;

/** Renders the result of an expression for people. */
final class TextRendering {
    private TextRendering() {}

    static String of(Expression expression, Variables variables) throws DeadException {
        Object found = expression.evaluate(variables);
        if (found == null) {
            return "";
        }
        boolean printable = found instanceof String
                || found instanceof Long
                || found instanceof UnsignedLong
                || found instanceof Double
                || found instanceof Boolean
                || found instanceof Instant
                || found instanceof Duration;
        if (!printable) {
            throw expression.failure(DeadReason.EXPRESSION, Types.nameOf(found));
        }
        return found instanceof Double number ? of(number) : found.toString();
    }

    /** Renders a number; 120.0 in JSON becomes 120. */
    private static String of(Double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return whole ? Long.toString(number.longValue()) : number.toString();
    }
}
