package dev.tidings.intake.format;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a key in a format of values. */
record FormattedKey(ValueReader reader, Bounds bounds) implements KeyReader {
    private static final String VALUE = "value: ";

    @Override
    public Object read(SourceRecord record) throws DeadException {
        byte[] key = record.key();
        if (key == null) {
            return "";
        }
        try {
            bounds.requireSize(key);
            return requireUsable(reader.read(Serialized.key(record, key), bounds.room()));
        } catch (DeadException e) {
            throw new DeadException(e.reason(), ofKey(e.getMessage()));
        }
    }

    private static Object requireUsable(@Nullable Object read) throws DeadException {
        if (read == null) {
            return "";
        }
        if (read instanceof String || read instanceof Map) {
            return read;
        }
        if (read instanceof Long number) {
            return number.toString();
        }
        throw Unreadable.because(
                "key: a list, a boolean or a fraction (expected: a text, a whole number, or an object)");
    }

    /** Replaces the first word of a message from the readers of values. */
    private static String ofKey(String message) {
        String rest = message.startsWith(VALUE) ? message.substring(VALUE.length()) : message;
        return rest.startsWith("key: ") ? rest : "key: " + rest;
    }
}
