package dev.tidings.inbox;

import dev.tidings.event.Cursor;

/**
 * What a user has not seen and not read, each at most {@link #MOST}, and the cursor at which that holds: an event at or
 * after the cursor is not counted.
 */
record Counts(int unseen, int unread, Cursor cursor) {
    /** The largest count, which means this many or more. */
    static final int MOST = 100;
}
