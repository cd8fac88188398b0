package dev.tidings.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Checks the text of attributes in the bytes of a JSON string, which are well-formed UTF-8 already. It is conservative:
 * it returns false for rare text as well as for invalid text.
 */
record PlainText(byte[] bytes) {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int DELETE = 0x7f;
    /** The maximum number of digits; more may exceed 32 bits. */
    private static final int INT_DIGITS = 9;

    private static final String PATTERN = "0000-00-00T00:00:00";
    private static final int NANOS = 9;
    private static final int SHORTEST_MONTH = 28;
    private static final int FEBRUARY = 2;

    /** Wraps the UTF-8 bytes of a text. */
    static PlainText of(String text) {
        return new PlainText(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns whether CloudEvents surely allows the text; false for escapes, which may be anything. */
    boolean isAllowed(int from, int end) {
        int i = from;
        while (i + Long.BYTES <= end && isAscii((long) LONGS.get(bytes, i))) {
            i += Long.BYTES;
        }
        for (; i < end; i++) {
            byte b = bytes[i];
            int lead = b & 0xff;
            // Controls begin with C2, noncharacters with EF or F0 and above.
            boolean sure = b >= 0 ? b != '\\' && b != DELETE : lead != 0xc2 && lead < 0xef;
            if (!sure) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether eight bytes are ASCII without backslash and delete; false for a few that are. */
    private static boolean isAscii(long eight) {
        long backslashes = (eight ^ ONES * '\\') - ONES;
        long deletes = (eight ^ ONES * DELETE) - ONES;
        return ((backslashes | deletes | eight) & HIGH_BITS) == 0;
    }

    /** Returns whether it is a path, or a scheme, a colon, optional slashes and more, in unreserved characters. */
    boolean isReference(int from, int end) {
        int i = from;
        while (i < end && isUnreserved(bytes[i])) {
            i++;
        }
        if (i < end && bytes[i] == ':') {
            boolean scheme = isLetter(bytes[from]) && isScheme(from, i);
            boolean authority = i + 2 < end && bytes[i + 1] == '/' && bytes[i + 2] == '/';
            i += authority ? 3 : 1;
            if (!scheme || i >= end || !isLetterOrDigit(bytes[i])) {
                return false;
            }
        } else if (i == from && (end - from < 2 || bytes[from] != '/' || bytes[from + 1] == '/')) {
            return false;
        }
        while (i < end && (isUnreserved(bytes[i]) || bytes[i] == '/')) {
            i++;
        }
        return i == end;
    }

    private boolean isScheme(int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == '_' || bytes[i] == '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isLetterOrDigit(byte b) {
        return isLetter(b) || isDigit(b);
    }

    private static boolean isUnreserved(byte b) {
        return isLetterOrDigit(b) || b == '-' || b == '.' || b == '_' || b == '~';
    }

    /** Returns whether it is an RFC 3339 timestamp, in UTC or with an offset below ten hours, and not on a leap day. */
    boolean isTimestamp(int from, int end) {
        int i = from;
        for (; i < from + PATTERN.length(); i++) {
            char wanted = PATTERN.charAt(i - from);
            if (i >= end || (wanted == '0' ? !isDigit(bytes[i]) : bytes[i] != wanted)) {
                return false;
            }
        }
        if (!isDay(from + 5)
                || !isBetween(0, 23, from + 11)
                || !isBetween(0, 59, from + 14)
                || !isBetween(0, 59, from + 17)) {
            return false;
        }
        if (i < end && bytes[i] == '.') {
            int fraction = ++i;
            while (i < end && isDigit(bytes[i])) {
                i++;
            }
            if (i == fraction || i - fraction > NANOS) {
                return false;
            }
        }
        return isOffset(i, end);
    }

    private boolean isDay(int at) {
        int month = number(at);
        int more = month == FEBRUARY ? 0 : (month + month / 8) % 2 == 1 ? 3 : 2;
        return isBetween(1, 12, at) && isBetween(1, SHORTEST_MONTH + more, at + 3);
    }

    private boolean isOffset(int i, int end) {
        if (i + 1 == end) {
            return bytes[i] == 'Z';
        }
        return i + 6 == end
                && (bytes[i] == '+' || bytes[i] == '-')
                && bytes[i + 1] == '0'
                && isDigit(bytes[i + 2])
                && bytes[i + 3] == ':'
                && isDigit(bytes[i + 4])
                && isDigit(bytes[i + 5])
                && isBetween(0, 59, i + 4);
    }

    private boolean isBetween(int least, int most, int at) {
        return number(at) >= least && number(at) <= most;
    }

    private int number(int at) {
        return 10 * (bytes[at] - '0') + bytes[at + 1] - '0';
    }

    /** Returns whether it begins with a type and a subtype. */
    boolean isMediaType(int from, int end) {
        int slash = 0;
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            if (b == '/' && slash == 0 && i > from && i + 1 < end) {
                slash = i;
            } else if (b == ';' && slash > 0) {
                return i > slash + 1 && isAllowed(i, end);
            } else if (!isLetterOrDigit(b) && b != '-' && b != '.' && b != '+') {
                return false;
            }
        }
        return slash > 0;
    }

    /** Returns whether a JSON number is an integer that surely fits in 32 bits. */
    boolean isInt(int from, int end) {
        int first = bytes[from] == '-' ? from + 1 : from;
        for (int i = first; i < end; i++) {
            if (!isDigit(bytes[i])) {
                return false;
            }
        }
        return end - first <= INT_DIGITS;
    }
}
