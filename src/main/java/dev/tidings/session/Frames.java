package dev.tidings.session;

import dev.tidings.event.CursorWriter;
import dev.tidings.event.Event;
import dev.tidings.window.PartitionWindow;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    /** Where they were read, for who has to say which one failed. */
    private final @Nullable PartitionWindow[] windows = new PartitionWindow[MAX_COUNT];

    private final long[] offsets = new long[MAX_COUNT];
    private final CursorWriter cursors = new CursorWriter();
    /** Of all that were added, those from {@code first} on are shown. */
    private int added;

    private int first;
    private int count;
    private int bytes;
    private int room;

    void clear() {
        Arrays.fill(events, 0, added, null);
        Arrays.fill(windows, 0, added, null);
        cursors.clear();
        added = 0;
        first = 0;
        count = 0;
        bytes = 0;
    }

    /** Empty, for a socket that has so many bytes still to take. */
    void begin(long pending) {
        clear();
        room = pending == 0 ? MAX_BYTES : FEW_BYTES;
    }

    boolean hasRoom() {
        return added < MAX_COUNT && bytes < room;
    }

    /** Where the session writes the next event's cursor, before it calls {@link #add}. */
    CursorWriter cursors() {
        return cursors;
    }

    /** The event was read from that window, where it stands at that offset. */
    void add(Event event, PartitionWindow window, long offset) {
        events[added] = event;
        windows[added] = window;
        offsets[added] = offset;
        cursorEnds[added] = cursors.length();
        count = ++added;
        bytes += event.length() + cursorLength(added - 1);
    }

    /** Takes back what was written of a cursor whose event was not added. */
    void undo() {
        cursors.backTo(added == 0 ? 0 : cursorEnds[added - 1]);
    }

    /** Shows no others of all that were added, for a write that is tried again in parts. */
    void show(int from, int to) {
        first = from;
        count = to - from;
        bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += event(i).length() + cursorLength(i);
        }
    }

    /** The first that is shown, counted among all that were added. */
    int first() {
        return first;
    }

    PartitionWindow window(int i) {
        return Objects.requireNonNull(windows[first + i]);
    }

    long offset(int i) {
        return offsets[first + i];
    }

    public int count() {
        return count;
    }

    /** Length of all events and cursors together. */
    public int bytes() {
        return bytes;
    }

    public Event event(int i) {
        return events[first + i];
    }

    /** The array that holds all cursors: ASCII, one after the other. */
    public byte[] cursorBytes() {
        return cursors.bytes();
    }

    public int cursorFrom(int i) {
        return first + i == 0 ? 0 : cursorEnds[first + i - 1];
    }

    public int cursorLength(int i) {
        return cursorEnds[first + i] - cursorFrom(i);
    }
}
