package dev.tidings.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of items, and the counts of the same snapshot.
 *
 * @param next the place at which the next page begins, or null where there is none
 */
record InboxPage(
        List<InboxItem> items, Counts counts, @Nullable ItemPlace next) {
    InboxPage {
        items = List.copyOf(items);
    }
}
