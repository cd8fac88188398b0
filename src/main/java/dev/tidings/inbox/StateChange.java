package dev.tidings.inbox;

import dev.tidings.event.Cursor;
import dev.tidings.event.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of the state of a user's items, as an event {@code tidings.inbox.changed} says it.
 *
 * @param part the id of the partition that holds the event, in which all changes of the user are
 * @param ids the items, none where {@code upto} is given
 * @param upto everything before this cursor, or null; positions of another epoch mean nothing
 * @param at the timestamp of the event's record
 */
record StateChange(
        UserId user,
        int part,
        StateAction action,
        List<ItemId> ids,
        @Nullable Cursor upto,
        Instant at) {
    StateChange {
        ids = List.copyOf(ids);
    }
}
