package dev.tidings.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record that Tidings understands, one after the other in one array: a byte for the name's length, the
 * name, four bytes for the value's length, the value. Other headers are left out to save memory.
 *
 * <p>Names are case-insensitive, and {@code ce-} equals {@code ce_}: they are stored in lower case, with the latter.
 */
public final class HeaderBlock {
    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACEPARENT = "traceparent";
    /** The prefix of an attribute's name in CloudEvents' Kafka binding. */
    public static final String ATTRIBUTE_PREFIX = "ce_";
    /** The header that marks a record as an event in binary mode. */
    public static final String SPECVERSION = ATTRIBUTE_PREFIX + "specversion";

    /** The maximum length of a name, in bytes; a longer one is cut, and so is no attribute's name. */
    private static final int LONGEST_NAME = 200;

    private static final byte[] CONTENT_TYPE_BYTES = CONTENT_TYPE.getBytes(StandardCharsets.UTF_8);

    private byte[] bytes = new byte[256];
    private int length;

    /** Returns whether Tidings reads a header of that name, so that {@link #add} should get it. */
    public static boolean keeps(String name) {
        return name.equals(CONTENT_TYPE)
                || hasPrefix(name)
                || name.equalsIgnoreCase(CONTENT_TYPE)
                || name.equalsIgnoreCase(TRACEPARENT);
    }

    private static boolean hasPrefix(String name) {
        return name.length() > ATTRIBUTE_PREFIX.length()
                && (name.charAt(0) | 0x20) == 'c'
                && (name.charAt(1) | 0x20) == 'e'
                && (name.charAt(2) == '_' || name.charAt(2) == '-');
    }

    /** Returns the attribute that a header carries, in lower case; null where it is another header. */
    public static @Nullable String attributeOf(String name) {
        return hasPrefix(name) ? inSmallLetters(name).substring(ATTRIBUTE_PREFIX.length()) : null;
    }

    private static String keptName(String name) {
        String small = inSmallLetters(name);
        return hasPrefix(small) && small.charAt(2) == '-' ? ATTRIBUTE_PREFIX + small.substring(3) : small;
    }

    /** Converts only ASCII letters to lower case: the lower case of another letter may be an ASCII letter. */
    private static String inSmallLetters(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                StringBuilder small = new StringBuilder(name);
                for (int j = i; j < name.length(); j++) {
                    char c = name.charAt(j);
                    small.setCharAt(j, c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
                }
                return small.toString();
            }
        }
        return name;
    }

    public void clear() {
        length = 0;
    }

    public void add(String name, byte[] value) {
        byte[] nameBytes =
                name.equals(CONTENT_TYPE) ? CONTENT_TYPE_BYTES : keptName(name).getBytes(StandardCharsets.UTF_8);
        int nameLength = Math.min(LONGEST_NAME, nameBytes.length);
        int needed = length + 5 + nameLength + value.length;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        bytes[length++] = (byte) nameLength;
        System.arraycopy(nameBytes, 0, bytes, length, nameLength);
        length += nameLength;
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value.length >>> shift);
        }
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** Returns whether there is a header of that name, given in lower case. */
    public boolean has(String name) {
        return find(bytes, 0, length, name.getBytes(StandardCharsets.UTF_8)) >= 0;
    }

    /** Returns the value of the last header of that name, given in lower case; null where there is none. */
    public @Nullable String text(String name) {
        long found = find(bytes, 0, length, name.getBytes(StandardCharsets.UTF_8));
        return found < 0 ? null : new String(bytes, (int) found, (int) (found >>> 32), StandardCharsets.UTF_8);
    }

    /** Replaces the value of an existing header by one of the same length; a value of another length is ignored. */
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
     * Returns the place of the last header's value of that name, with its length in the upper half; -1 where there is
     * none.
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

    /** Passes each header's name and text, or the reason why its value is not a text, in their order. */
    static void forEach(byte[] bytes, int from, int end, BiConsumer<String, Object> header) {
        int i = from;
        while (i < end) {
            int nameLength = bytes[i++] & 0xff;
            String name = new String(bytes, i, nameLength, StandardCharsets.UTF_8);
            i += nameLength;
            int valueLength = lengthAt(bytes, i);
            i += 4;
            boolean text = Utf8.isWellFormed(bytes, i, valueLength);
            header.accept(name, text ? new String(bytes, i, valueLength, StandardCharsets.UTF_8) : DropReason.TEXT);
            i += valueLength;
        }
    }
}
