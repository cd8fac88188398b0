package dev.tidings.intake.route;

import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.DeadReason;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that a route sets in its events.
 *
 * @param required whether there must be a value; otherwise null and an empty string remove the attribute
 */
record Attribute(String name, Expression expression, ExpectedType wanted, boolean required) {
    /** Maximum characters of a collapse key; the log has the same limit. */
    private static final int LONGEST_COLLAPSE_KEY = 256;

    private static final int LONGEST = 1024;

    void putInto(Map<String, Object> attributes, Variables variables) throws DeadException {
        Object found = expression.evaluate(variables);
        if (!required && (found == null || found.equals(""))) {
            attributes.remove(name);
        } else {
            attributes.put(name, allowed(found));
        }
    }

    private Object allowed(@Nullable Object found) throws DeadException {
        if (wanted == ExpectedType.TIME) {
            return time(found);
        }
        if (found instanceof String text) {
            return string(text);
        }
        if (wanted == ExpectedType.TEXT && found instanceof Long number) {
            return number.toString();
        }
        if (wanted == ExpectedType.EXTENSION) {
            return extension(found);
        }
        throw wrongType(found);
    }

    private String string(String text) throws DeadException {
        int longest = name.equals(EventEnvelope.COLLAPSEKEY) ? LONGEST_COLLAPSE_KEY : LONGEST;
        if (text.isEmpty() || text.length() > longest) {
            String found = "a string of " + text.length() + " characters, where 1 to " + longest + " are allowed";
            throw expression.failure(DeadReason.BAD_ATTRIBUTE, found);
        }
        if (!Texts.isAttribute(text)) {
            throw expression.failure(DeadReason.BAD_ATTRIBUTE, "a string with characters that CloudEvents forbids");
        }
        return text;
    }

    private Object extension(@Nullable Object found) throws DeadException {
        if (found instanceof Long number && number != number.intValue()) {
            throw expression.failure(DeadReason.BAD_ATTRIBUTE, "an int of more than 32 bits");
        }
        if (found instanceof Instant instant) {
            return text(instant);
        }
        if (found instanceof Long || found instanceof Boolean) {
            return found;
        }
        throw wrongType(found);
    }

    private String time(@Nullable Object found) throws DeadException {
        Instant instant = found instanceof String text ? TimeLiterals.instant(text) : null;
        if (found instanceof Instant given) {
            instant = given;
        }
        if (instant == null) {
            throw wrongType(found);
        }
        return text(instant);
    }

    private String text(Instant instant) throws DeadException {
        String text = TimeLiterals.text(instant);
        if (text == null) {
            throw expression.failure(DeadReason.BAD_ATTRIBUTE, "a year of more than four digits");
        }
        return text;
    }

    private DeadException wrongType(@Nullable Object found) {
        return expression.failure(DeadReason.BAD_ATTRIBUTE, Types.nameOf(found));
    }
}
