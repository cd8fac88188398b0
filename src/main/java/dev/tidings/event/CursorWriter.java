package dev.tidings.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes cursors like {@link Cursor#toString}, one after the other into one array, without garbage. */
public final class CursorWriter {
    private static final byte[] DIGITS = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBER = 13;

    private static final int NONE = -1;

    private byte[] bytes = new byte[1024];
    private int length;
    private int begin;
    private int movingFrom = NONE;
    private int movingEnd;

    public void clear() {
        length = 0;
        movingFrom = NONE;
    }

    /** Removes everything that was written after that length. */
    public void backTo(int earlier) {
        length = earlier;
        movingFrom = NONE;
    }

    /** Begins the next cursor. */
    public void epoch(long epoch) {
        begin = length;
        movingFrom = NONE;
        reserve(LONGEST_NUMBER);
        number(epoch);
    }

    public void position(int partition, long offset) {
        reserve(2 * LONGEST_NUMBER + 2);
        bytes[length++] = '.';
        number(partition);
        bytes[length++] = '-';
        number(offset);
    }

    /** Writes a position like {@link #position}, which {@link #again} then replaces. */
    public void movingPosition(int partition, long offset) {
        reserve(2 * LONGEST_NUMBER + 2);
        bytes[length++] = '.';
        number(partition);
        bytes[length++] = '-';
        movingFrom = length;
        number(offset);
        movingEnd = length;
    }

    /** Returns whether the last cursor has a position that {@link #again} can replace. */
    public boolean hasMoving() {
        return movingFrom != NONE;
    }

    /** Writes the last cursor once more, with another offset at its replaceable position. */
    public void again(long offset) {
        int last = begin;
        int lastEnd = length;
        int head = movingFrom - last;
        int tailFrom = movingEnd;
        int tail = lastEnd - tailFrom;
        reserve(head + LONGEST_NUMBER + tail);
        System.arraycopy(bytes, last, bytes, lastEnd, head);
        begin = lastEnd;
        length = lastEnd + head;
        movingFrom = length;
        number(offset);
        movingEnd = length;
        System.arraycopy(bytes, tailFrom, bytes, length, tail);
        length += tail;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
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
