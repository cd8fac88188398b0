package dev.tidings.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks whether bytes are well-formed UTF-8 (RFC 3629), without making a String of them.
 *
 * <p>A text frame with anything else makes a client fail its connection, and again after each reconnect.
 */
public final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    public static boolean isWellFormed(byte[] bytes, int from, int length) {
        int end = from + length;
        int i = from;
        while (i < end) {
            while (i + 8 <= end && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
                i += 8;
            }
            if (i >= end) {
                return true;
            }
            int next = bytes[i] >= 0 ? i + 1 : afterSequence(bytes, i, end);
            if (next < 0) {
                return false;
            }
            i = next;
        }
        return true;
    }

    /** Returns the place after the multi-byte sequence at {@code i}, or -1 where it is invalid. */
    private static int afterSequence(byte[] bytes, int i, int end) {
        int lead = bytes[i] & 0xff;
        int more = lead >= 0xc2 && lead <= 0xdf ? 1 : (lead & 0xf0) == 0xe0 ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : -1;
        if (more < 0 || i + more >= end) {
            return -1;
        }
        for (int j = i + 1; j <= i + more; j++) {
            if ((bytes[j] & 0xc0) != 0x80) {
                return -1;
            }
        }
        int second = bytes[i + 1] & 0xff;
        boolean overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
        boolean surrogateOrBeyond = (lead == 0xed && second > 0x9f) || (lead == 0xf4 && second > 0x8f);
        return overlong || surrogateOrBeyond ? -1 : i + more + 1;
    }
}
