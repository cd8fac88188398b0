package dev.tidings.session;

import dev.tidings.event.CursorWriter;
import dev.tidings.event.Event;
import java.util.Arrays;

/**
 * Events of one session on their way into one write, each with the cursor that stands behind it.
 *
 * <p>One per loop, used again and again.
 */
public final class Frames {
    /** A write of this size is worth its system call; what of it the socket does not take is all that a reader holds up. */
    private static final int MAX_BYTES = 16 * 1024;

    /** And of this size where the socket has not taken all of the last one. */
    private static final int FEW_BYTES = 2 * 1024;

    private static final int MAX_COUNT = 512;

    private final Event[] events = new Event[MAX_COUNT];
    private final int[] cursorEnds = new int[MAX_COUNT];
    private final CursorWriter cursors = new CursorWriter();
    private int count;
    private int bytes;
    private int room;

    void clear() {
        Arrays.fill(events, 0, count, null);
        cursors.clear();
        count = 0;
        bytes = 0;
    }

    /** Empty, for a socket that has so many bytes still to take. */
    void begin(long pending) {
        clear();
        room = pending == 0 ? MAX_BYTES : FEW_BYTES;
    }

    boolean hasRoom() {
        return count < MAX_COUNT && bytes < room;
    }

    /** Where the session writes the next event's cursor, before it calls {@link #add}. */
    CursorWriter cursors() {
        return cursors;
    }

    void add(Event event) {
        events[count] = event;
        cursorEnds[count] = cursors.length();
        count++;
        bytes += event.length() + cursorLength(count - 1);
    }

    public int count() {
        return count;
    }

    /** Length of all events and cursors together. */
    public int bytes() {
        return bytes;
    }

    public Event event(int i) {
        return events[i];
    }

    /** The array that holds all cursors: ASCII, one after the other. */
    public byte[] cursorBytes() {
        return cursors.bytes();
    }

    public int cursorFrom(int i) {
        return i == 0 ? 0 : cursorEnds[i - 1];
    }

    public int cursorLength(int i) {
        return cursorEnds[i] - cursorFrom(i);
    }
}
