package dev.tidings.session;

import dev.tidings.event.CursorWriter;
import dev.tidings.event.Event;
import dev.tidings.event.Partition;
import dev.tidings.window.PartitionWindow;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects events of one session for one write, each with the cursor that follows it.
 *
 * <p>Each loop has one and reuses it.
 */
public final class Frames {
    /** A write of this size, in bytes, is worth its system call; it bounds what a slow reader leaves pending. */
    private static final int MAX_BYTES = 16 * 1024;

    /** The size of a write, in bytes, where the channel has not taken all of the last one. */
    private static final int FEW_BYTES = 2 * 1024;

    private static final int MAX_COUNT = 512;

    private final Event[] events = new Event[MAX_COUNT];
    private final int[] cursorEnds = new int[MAX_COUNT];
    /** The places where the events were read, so that a failed one can be reported. */
    private final @Nullable PartitionWindow[] windows = new PartitionWindow[MAX_COUNT];

    private final long[] offsets = new long[MAX_COUNT];
    private final CursorWriter cursors = new CursorWriter();
    /** The number of added events, of which those from {@code first} on are selected. */
    private int added;

    private int first;
    private int count;
    private int bytes;
    private int maxBytes;

    void clear() {
        Arrays.fill(events, 0, added, null);
        Arrays.fill(windows, 0, added, null);
        cursors.clear();
        added = 0;
        first = 0;
        count = 0;
        bytes = 0;
    }

    /** Empties the frames, for a channel that has so many bytes pending. */
    void begin(long pending) {
        clear();
        maxBytes = pending == 0 ? MAX_BYTES : FEW_BYTES;
    }

    boolean hasRoom() {
        return added < MAX_COUNT && bytes < maxBytes;
    }

    /** Returns the writer of the next event's cursor, which the session uses before it calls {@link #add}. */
    CursorWriter cursors() {
        return cursors;
    }

    /** Adds an event that was read from that window, at that offset. */
    void add(Event event, PartitionWindow window, long offset) {
        events[added] = event;
        windows[added] = window;
        offsets[added] = offset;
        cursorEnds[added] = cursors.length();
        count = ++added;
        bytes += event.length() + cursorLength(added - 1);
    }

    /** Removes what was written of a cursor whose event was not added. */
    void discardCursor() {
        cursors.backTo(added == 0 ? 0 : cursorEnds[added - 1]);
    }

    /** Selects a part of the added events, for a write that is retried in parts. */
    void select(int from, int to) {
        first = from;
        count = to - from;
        bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += event(i).length() + cursorLength(i);
        }
    }

    /** Returns the first selected event, counted among all that were added. */
    int first() {
        return first;
    }

    PartitionWindow window(int i) {
        return Objects.requireNonNull(windows[first + i]);
    }

    /** Returns the partition in which the event stands. */
    public Partition partition(int i) {
        return window(i).partition();
    }

    /** Returns the offset at which the event stands. */
    public long offset(int i) {
        return offsets[first + i];
    }

    public int count() {
        return count;
    }

    /** Returns the length of all selected events and cursors together, in bytes. */
    public int bytes() {
        return bytes;
    }

    public Event event(int i) {
        return events[first + i];
    }

    /** Returns the array that holds all cursors: ASCII, one after the other. */
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
