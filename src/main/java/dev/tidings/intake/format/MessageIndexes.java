package dev.tidings.intake.format;

import java.nio.ByteBuffer;

/** Identifies the message of a value in its Protobuf schema: Confluent's indexes, from the outermost inwards. */
final class MessageIndexes {
    private static final int[] FIRST = {0};
    private static final int MOST = 100;
    private static final int LONGEST_VARINT = 5;

    private MessageIndexes() {}

    /** Reads the indexes, and moves the buffer's position behind them. */
    static int[] read(ByteBuffer payload) throws DeadException {
        int count = varint(payload);
        if (count == 0) {
            return FIRST;
        }
        if (count < 0 || count > MOST) {
            throw unreadable();
        }
        int[] indexes = new int[count];
        for (int i = 0; i < count; i++) {
            indexes[i] = varint(payload);
        }
        return indexes;
    }

    private static int varint(ByteBuffer in) throws DeadException {
        int value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (!in.hasRemaining()) {
                throw unreadable();
            }
            byte next = in.get();
            value |= (next & 0x7f) << (7 * i);
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw unreadable();
    }

    private static DeadException unreadable() {
        return Unreadable.because("value: no list of message indexes (expected: one after the schema's id)");
    }
}
