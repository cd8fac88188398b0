package dev.tidings.event;

/**
 * The gate before every parser: it accepts only UTF-8, and skips a byte order mark.
 *
 * <p>JSON parsers guess UTF-16 and UTF-32 by marks and zeros, and then count characters instead of bytes. After this
 * check there is nothing to guess.
 */
public final class TextEncoding {
    private static final int MARK = 3;
    private static final int FIRST = 4;
    private static final int SCHEMA_HEADER = 5;

    private TextEncoding() {}

    /**
     * Returns the place where the text begins.
     *
     * @param what the text's name in the message
     * @throws RejectedEventException where the text is in another encoding
     */
    public static int textFrom(String what, byte[] bytes, int from, int end) {
        return begin(what, bytes, from, end, RejectReason.NOT_UTF8);
    }

    /** Returns the place where a JSON text begins; JSON never has a NUL. */
    public static int jsonFrom(String what, byte[] bytes, int from, int end) {
        if (hasSchemaHeader(bytes, from, end)) {
            throw new RejectedEventException(
                    RejectReason.SCHEMA_REGISTRY_HEADER,
                    what + ": begins with a schema registry's header, a zero byte and a schema's id (expected: JSON)");
        }
        return begin(what, bytes, from, end, RejectReason.NOT_JSON);
    }

    private static int begin(String what, byte[] bytes, int from, int end, RejectReason other) {
        int begin = hasMark(bytes, from, end) ? from + MARK : from;
        if (isWide(bytes, from, end) || hasNul(bytes, begin, end) || hasMark(bytes, begin, end)) {
            throw new RejectedEventException(other, what + ": not in UTF-8 (expected: UTF-8)");
        }
        if (!Utf8.isWellFormed(bytes, begin, end - begin)) {
            throw new RejectedEventException(RejectReason.NOT_UTF8, what + ": not UTF-8 (expected: UTF-8)");
        }
        return begin;
    }

    private static boolean hasMark(byte[] bytes, int from, int end) {
        return end - from >= MARK
                && bytes[from] == (byte) 0xef
                && bytes[from + 1] == (byte) 0xbb
                && bytes[from + 2] == (byte) 0xbf;
    }

    /** Returns whether it has the mark of UTF-16 or little-endian UTF-32; the big-endian one begins with a NUL. */
    private static boolean isWide(byte[] bytes, int from, int end) {
        int first = end - from < 2 ? 0 : (bytes[from] & 0xff) << 8 | (bytes[from + 1] & 0xff);
        return first == 0xfeff || first == 0xfffe;
    }

    private static boolean hasNul(byte[] bytes, int from, int end) {
        for (int i = from; i < Math.min(end, from + FIRST); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether it begins with a zero byte and an id below 2^24, and is not big-endian UTF-32. */
    private static boolean hasSchemaHeader(byte[] bytes, int from, int end) {
        if (end - from <= SCHEMA_HEADER || bytes[from] != 0 || bytes[from + 1] != 0) {
            return false;
        }
        boolean utf32 =
                (end - from) % FIRST == 0 && bytes[from + FIRST] == 0 && (bytes[from + SCHEMA_HEADER] & 0xff) <= 0x10;
        return !utf32;
    }
}
