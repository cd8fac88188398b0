package dev.tidings.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The headers of a record that Tidings understands, one after the other in one array: a byte for the name's length, the
 * name, four bytes for the value's length, the value. Others are left out, so that they cost no memory.
 */
public final class HeaderBlock {
    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACEPARENT = "traceparent";
    /** What CloudEvents' Kafka binding puts before an attribute's name. */
    public static final String ATTRIBUTE_PREFIX = "ce_";

    private static final byte[] CONTENT_TYPE_BYTES = CONTENT_TYPE.getBytes(StandardCharsets.UTF_8);

    private byte[] bytes = new byte[256];
    private int length;

    /** Whether {@link #add} would keep a header of that name. */
    public static boolean keeps(String name) {
        return name.equals(CONTENT_TYPE)
                || name.equals(TRACEPARENT)
                || (name.startsWith(ATTRIBUTE_PREFIX) && name.length() < 128);
    }

    public void clear() {
        length = 0;
    }

    public void add(String name, byte[] value) {
        byte[] nameBytes = name.equals(CONTENT_TYPE) ? CONTENT_TYPE_BYTES : name.getBytes(StandardCharsets.UTF_8);
        int needed = length + 5 + nameBytes.length + value.length;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        bytes[length++] = (byte) nameBytes.length;
        System.arraycopy(nameBytes, 0, bytes, length, nameBytes.length);
        length += nameBytes.length;
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value.length >>> shift);
        }
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** Gives the header of that name, which must be there, a value of the same length; another length is not taken. */
    public void replace(String name, byte[] value) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        int i = 0;
        while (i < length) {
            int nameLength = bytes[i] & 0xff;
            int nameFrom = i + 1;
            int valueFrom = nameFrom + nameLength + 4;
            int valueLength = lengthAt(bytes, valueFrom - 4);
            if (Arrays.equals(bytes, nameFrom, nameFrom + nameLength, nameBytes, 0, nameBytes.length)
                    && valueLength == value.length) {
                System.arraycopy(value, 0, bytes, valueFrom, valueLength);
            }
            i = valueFrom + valueLength;
        }
    }

    private static int lengthAt(byte[] bytes, int at) {
        int value = 0;
        for (int n = 0; n < 4; n++) {
            value = (value << 8) | (bytes[at + n] & 0xff);
        }
        return value;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /**
     * The value of the last header of that name, as the place of its first byte and, in the upper half, its length; -1 where
     * there is none.
     */
    static long find(byte[] bytes, int from, int end, byte[] name) {
        long found = -1;
        int i = from;
        while (i < end) {
            int nameFrom = i + 1;
            int valueFrom = nameFrom + (bytes[i] & 0xff) + 4;
            int valueLength = lengthAt(bytes, valueFrom - 4);
            if (Arrays.equals(bytes, nameFrom, valueFrom - 4, name, 0, name.length)) {
                found = (long) valueLength << 32 | valueFrom;
            }
            i = valueFrom + valueLength;
        }
        return found;
    }

    /** Calls back with each header's name and value, in the order they came. */
    static void forEach(byte[] bytes, int from, int end, BiConsumer<String, String> header) {
        int i = from;
        while (i < end) {
            int nameLength = bytes[i++] & 0xff;
            String name = new String(bytes, i, nameLength, StandardCharsets.UTF_8);
            i += nameLength;
            int valueLength = lengthAt(bytes, i);
            i += 4;
            header.accept(name, new String(bytes, i, valueLength, StandardCharsets.UTF_8));
            i += valueLength;
        }
    }
}
