package dev.tidings.format;

import java.nio.ByteBuffer;

/**
 * Confluent's wire format: a zero byte, the schema's id in four bytes, then what the schema describes.
 *
 * @param payload from its position on
 */
record Envelope(int schemaId, ByteBuffer payload) {
    private static final int HEAD = 5;

    static Envelope open(byte[] value) throws DeadException {
        if (value.length < HEAD) {
            throw Unreadable.because("value: " + value.length
                    + " bytes (expected: a zero byte, a schema's id in 4 bytes, and what it describes)");
        }
        ByteBuffer bytes = ByteBuffer.wrap(value);
        int magic = bytes.get();
        if (magic != 0) {
            throw Unreadable.because(
                    "value: its first byte is " + (magic & 0xff) + " (expected: 0, then a schema's id)");
        }
        return new Envelope(bytes.getInt(), bytes);
    }
}
