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
    /** A write of this size fills a socket buffer well enough; more would only exceed the channel's mark. */
    private static final int MAX_BYTES = 32 * 1024;

    private static final int MAX_COUNT = 512;

    private final Event[] events = new Event[MAX_COUNT];
    private final int[] cursorEnds = new int[MAX_COUNT];
    private final CursorWriter cursors = new CursorWriter();
    private int count;
    private int bytes;

    void clear() {
        Arrays.fill(events, 0, count, null);
        cursors.clear();
        count = 0;
        bytes = 0;
    }

    boolean hasRoom() {
        return count < MAX_COUNT && bytes < MAX_BYTES;
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
