package dev.tidings.intake.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Reads a number or a UUID of Kafka's serialisers: big endian, without framing; a UUID may be text as well. */
record BinaryKey(KeyFormat format) implements KeyReader {
    private static final int UUID_TEXT = 36;

    @Override
    public Object read(SourceRecord record) throws DeadException {
        byte[] key = record.key();
        if (key == null) {
            return "";
        }
        if (format == KeyFormat.UUID && key.length == UUID_TEXT) {
            return uuid(new String(key, StandardCharsets.ISO_8859_1));
        }
        if (key.length != size()) {
            throw unreadable(key.length + " bytes", size() + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(key);
        return switch (format) {
            case LONG -> Long.toString(bytes.getLong());
            case INTEGER -> Integer.toString(bytes.getInt());
            default -> new UUID(bytes.getLong(), bytes.getLong()).toString();
        };
    }

    private int size() {
        return switch (format) {
            case LONG -> Long.BYTES;
            case INTEGER -> Integer.BYTES;
            default -> 2 * Long.BYTES;
        };
    }

    private static String uuid(String text) throws DeadException {
        try {
            String read = UUID.fromString(text).toString();
            if (read.equalsIgnoreCase(text)) {
                return read;
            }
        } catch (IllegalArgumentException e) {
            // The exception below reports it.
        }
        throw Unreadable.because("key: a text that is no UUID (expected: for key-format: uuid, one)");
    }

    private DeadException unreadable(String found, String expected) {
        return Unreadable.because(
                "key: " + found + " (expected: for key-format: " + format.label() + ", " + expected + ")");
    }
}
