package dev.tidings.window;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The layout of a record in a segment's array, in bytes: offset 8, timestamp 8, hash 4, next of that hash 4, number 4,
 * key length 4, header length 4, value length 4, plain length 4, then key, headers and value.
 *
 * <p>The plain length is that of an event which needs no reading; it is {@link #NOT_PLAIN} for an event that does, and
 * {@link #UNKNOWN} where the record had no receiver here when it came.
 */
final class RecordLayout {
    static final int HEAD = 44;
    static final int UNKNOWN = 0;
    static final int NOT_PLAIN = -1;

    private static final int OFFSET = 0;
    private static final int TIMESTAMP = 8;
    private static final int HASH = 16;
    private static final int NEXT = 20;
    private static final int NUMBER = 24;
    private static final int KEY_LENGTH = 28;
    private static final int HEADERS_LENGTH = 32;
    private static final int VALUE_LENGTH = 36;
    private static final int PLAIN_LENGTH = 40;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private RecordLayout() {}

    static void begin(byte[] data, int at, long offset, long timestamp, int hash, int number) {
        LONG.set(data, at + OFFSET, offset);
        LONG.set(data, at + TIMESTAMP, timestamp);
        INT.set(data, at + HASH, hash);
        INT.set(data, at + NEXT, HashIndex.NONE);
        INT.set(data, at + NUMBER, number);
        INT.set(data, at + PLAIN_LENGTH, UNKNOWN);
    }

    static void lengths(byte[] data, int at, int key, int headers, int value) {
        INT.set(data, at + KEY_LENGTH, key);
        INT.set(data, at + HEADERS_LENGTH, headers);
        INT.set(data, at + VALUE_LENGTH, value);
    }

    static void next(byte[] data, int at, int next) {
        INT.set(data, at + NEXT, next);
    }

    static void plainLength(byte[] data, int at, int length) {
        INT.set(data, at + PLAIN_LENGTH, length);
    }

    static long offset(byte[] data, int at) {
        return (long) LONG.get(data, at + OFFSET);
    }

    static long timestamp(byte[] data, int at) {
        return (long) LONG.get(data, at + TIMESTAMP);
    }

    static int hash(byte[] data, int at) {
        return (int) INT.get(data, at + HASH);
    }

    static int next(byte[] data, int at) {
        return (int) INT.get(data, at + NEXT);
    }

    static int number(byte[] data, int at) {
        return (int) INT.get(data, at + NUMBER);
    }

    static int plainLength(byte[] data, int at) {
        return (int) INT.get(data, at + PLAIN_LENGTH);
    }

    static int keyLength(byte[] data, int at) {
        return (int) INT.get(data, at + KEY_LENGTH);
    }

    static int headersFrom(byte[] data, int at) {
        return at + HEAD + keyLength(data, at);
    }

    static int valueFrom(byte[] data, int at) {
        return headersFrom(data, at) + (int) INT.get(data, at + HEADERS_LENGTH);
    }

    static int valueEnd(byte[] data, int at) {
        return valueFrom(data, at) + (int) INT.get(data, at + VALUE_LENGTH);
    }
}
