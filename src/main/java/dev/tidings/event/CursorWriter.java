package dev.tidings.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes cursors as {@link Cursor#toString} would, one after the other into one array, without garbage. */
public final class CursorWriter {
    private static final byte[] DIGITS = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBER = 13;

    private byte[] bytes = new byte[1024];
    private int length;

    public void clear() {
        length = 0;
    }

    /** Begins the next cursor. */
    public void epoch(long epoch) {
        reserve();
        number(epoch);
    }

    public void position(int partition, long offset) {
        reserve();
        bytes[length++] = '.';
        number(partition);
        bytes[length++] = '-';
        number(offset);
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    private void reserve() {
        if (bytes.length - length < 2 * LONGEST_NUMBER + 2) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }

    private void number(long value) {
        int digits = Math.max(1, (68 - Long.numberOfLeadingZeros(value)) / 5);
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = DIGITS[(int) rest & 31];
            rest >>>= 5;
        }
        length += digits;
    }
}
