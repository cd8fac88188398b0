package dev.tidings.inbox;

import java.time.Instant;

/**
 * An item of a user's inbox.
 *
 * @param event the whole event in JSON
 */
record InboxItem(ItemPlace place, ItemId id, byte[] event, Flags flags) {
    /** The state of an item for its user. */
    record Flags(boolean seen, boolean read, boolean archived) {}

    /** Returns the time by which the list is ordered. */
    Instant at() {
        return place.at();
    }
}
