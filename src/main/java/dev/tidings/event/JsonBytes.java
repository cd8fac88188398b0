package dev.tidings.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Scans JSON (RFC 8259) in well-formed UTF-8 without building anything. It is strict and conservative: it returns
 * {@link #UNSURE} for rare JSON as well as for invalid JSON.
 */
record JsonBytes(byte[] bytes, int from, int end) {
    static final int UNSURE = -1;

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER = 32;
    private static final int MAX_NAME = 10_000;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    boolean is(char wanted, int i) {
        return i >= 0 && i < end && bytes[i] == wanted;
    }

    boolean is(byte[] text, int textFrom, int textEnd) {
        return textEnd <= end && Arrays.equals(text, 0, text.length, bytes, textFrom, textEnd);
    }

    /** Returns the first place at or after {@code i} that is not white space. */
    int blank(int i) {
        int at = i;
        while (at < end && bytes[at] <= ' ' && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Returns the place after the value that begins at {@code i}, or {@link #UNSURE}. */
    int value(int i) {
        return value(i, 1);
    }

    private int value(int i, int depth) {
        if (i >= end || depth > MAX_DEPTH) {
            return UNSURE;
        }
        return switch (bytes[i]) {
            case '"' -> string(i);
            case '{' -> object(blank(i + 1), depth);
            case '[' -> array(blank(i + 1), depth);
            case 't' -> literal(TRUE, i);
            case 'f' -> literal(FALSE, i);
            case 'n' -> literal(NULL, i);
            default -> number(i);
        };
    }

    private int object(int first, int depth) {
        if (is('}', first)) {
            return first + 1;
        }
        int i = first;
        while (true) {
            int colon = is('"', i) ? colon(name(i)) : UNSURE;
            int after = colon == UNSURE ? UNSURE : value(blank(colon + 1), depth + 1);
            int next = after == UNSURE ? UNSURE : blank(after);
            if (is('}', next)) {
                return next + 1;
            }
            if (!is(',', next)) {
                return UNSURE;
            }
            i = blank(next + 1);
        }
    }

    /** Returns the place of the colon behind a name that ended before {@code i}, or {@link #UNSURE}. */
    int colon(int i) {
        int at = i == UNSURE ? UNSURE : blank(i);
        return is(':', at) ? at : UNSURE;
    }

    private int array(int first, int depth) {
        if (is(']', first)) {
            return first + 1;
        }
        int i = first;
        while (true) {
            int after = value(i, depth + 1);
            int next = after == UNSURE ? UNSURE : blank(after);
            if (is(']', next)) {
                return next + 1;
            }
            if (!is(',', next)) {
                return UNSURE;
            }
            i = blank(next + 1);
        }
    }

    private int literal(byte[] text, int i) {
        return is(text, i, i + text.length) ? i + text.length : UNSURE;
    }

    private int number(int i) {
        int whole = bytes[i] == '-' ? i + 1 : i;
        int at = digits(whole);
        if (at == whole || (bytes[whole] == '0' && at > whole + 1)) {
            return UNSURE;
        }
        if (is('.', at)) {
            int fraction = at + 1;
            at = digits(fraction);
            if (at == fraction) {
                return UNSURE;
            }
        }
        boolean rare = is('e', at) || is('E', at) || at - i > MAX_NUMBER;
        return rare ? UNSURE : at;
    }

    private int digits(int i) {
        int at = i;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Returns the place after the name that begins at {@code i}; {@link #UNSURE} where it is too long for parsers. */
    int name(int i) {
        int after = string(i);
        return after - i > MAX_NAME ? UNSURE : after;
    }

    /** Returns the place after the string whose quote stands at {@code i}, or {@link #UNSURE}. */
    int string(int i) {
        int at = i + 1;
        while (true) {
            while (at + Long.BYTES <= end && isText((long) LONGS.get(bytes, at))) {
                at += Long.BYTES;
            }
            if (at >= end) {
                return UNSURE;
            }
            byte b = bytes[at];
            if (b == '"') {
                return at + 1;
            }
            boolean escape = b == '\\';
            if ((escape && !isShortEscape(at + 1)) || (b >= 0 && b < ' ')) {
                return UNSURE;
            }
            at += escape ? 2 : 1;
        }
    }

    /** Returns whether eight bytes are ASCII without quote, backslash and controls; false for a few that are. */
    private static boolean isText(long eight) {
        long quotes = (eight ^ ONES * '"') - ONES;
        long backslashes = (eight ^ ONES * '\\') - ONES;
        long controls = eight - ONES * ' ';
        return ((quotes | backslashes | controls | eight) & HIGH_BITS) == 0;
    }

    private boolean isShortEscape(int i) {
        return i < end
                && switch (bytes[i]) {
                    case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
                    default -> false;
                };
    }
}
