package dev.tidings.intake.format;

import dev.tidings.event.Utf8;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the primitives of Avro's binary encoding. Each length is compared with the remaining bytes before anything is
 * allocated. Avro's own decoder trusts a length, so that ten bytes of a record could allocate two gigabytes.
 */
final class AvroInput {
    private static final int LONGEST_VARINT = 10;

    private final ByteBuffer in;

    AvroInput(ByteBuffer payload) {
        this.in = payload.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the exception for a value that does not match its schema. */
    static DeadException broken(String what) {
        return Unreadable.because("value: " + what + " (expected: as its Avro schema says)");
    }

    boolean atEnd() {
        return !in.hasRemaining();
    }

    int remaining() {
        return in.remaining();
    }

    boolean readBoolean() throws DeadException {
        require(1);
        byte value = in.get();
        if (value != 0 && value != 1) {
            throw broken("a boolean that is neither 0 nor 1");
        }
        return value == 1;
    }

    int readInt() throws DeadException {
        long value = readLong();
        if (value != (int) value) {
            throw broken("an int of more than 32 bits");
        }
        return (int) value;
    }

    long readLong() throws DeadException {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            require(1);
            byte next = in.get();
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw broken("a number of more than 64 bits");
    }

    float readFloat() throws DeadException {
        require(Float.BYTES);
        return in.getFloat();
    }

    double readDouble() throws DeadException {
        require(Double.BYTES);
        return in.getDouble();
    }

    byte[] readBytes() throws DeadException {
        return readFixed(readLong());
    }

    byte[] readFixed(long length) throws DeadException {
        if (length < 0) {
            throw broken("a length below zero");
        }
        require(length);
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    String readString() throws DeadException {
        byte[] bytes = readBytes();
        if (!Utf8.isWellFormed(bytes, 0, bytes.length)) {
            throw broken("a string that is not UTF-8");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void require(long bytes) throws DeadException {
        if (bytes > in.remaining()) {
            throw broken("its end in the middle of a value");
        }
    }
}
