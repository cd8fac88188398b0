package dev.tidings.intake.format;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's wire format: a zero byte, the schema's id in four bytes, then the payload. In Confluent 8 the id or a
 * GUID may stand in a header, and the value is the payload alone.
 *
 * @param indexes the buffer with Protobuf's message indexes, from its position on; the payload itself without a header
 * @param payload the buffer with the payload, from its position on
 */
record SchemaFrame(SchemaId schema, ByteBuffer indexes, ByteBuffer payload) {
    private static final int HEAD = 5;
    private static final int GUID_HEAD = 17;

    static SchemaFrame open(Serialized written) throws DeadException {
        byte[] header = written.schemaId();
        if (header != null) {
            return parse(header, written.bytes());
        }
        byte[] value = written.bytes();
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
        return new SchemaFrame(new SchemaId.Numbered(bytes.getInt()), bytes, bytes);
    }

    private static SchemaFrame parse(byte[] header, byte[] value) throws DeadException {
        ByteBuffer head = ByteBuffer.wrap(header);
        SchemaId id = id(head);
        if (id == null) {
            throw Unreadable.because("value: no schema's id in its header (expected: 0 and 4 bytes, or 1 and a GUID)");
        }
        return new SchemaFrame(id, head, ByteBuffer.wrap(value));
    }

    private static @Nullable SchemaId id(ByteBuffer head) {
        int magic = head.hasRemaining() ? head.get() : -1;
        if (magic == 0 && head.limit() >= HEAD) {
            return new SchemaId.Numbered(head.getInt());
        }
        return magic == 1 && head.limit() >= GUID_HEAD
                ? new SchemaId.Guid(new UUID(head.getLong(), head.getLong()))
                : null;
    }

    /** Returns whether text bytes begin with a frame: no JSON begins with a NUL, and no UTF-16 with two. */
    static boolean isAround(byte[] value) {
        return value.length > HEAD && value[0] == 0 && value[1] == 0 && value[HEAD] != 0;
    }
}
