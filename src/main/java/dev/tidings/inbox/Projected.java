package dev.tidings.inbox;

import dev.tidings.event.Reading.Unusable;

/** What a record of the log means for the inbox. */
sealed interface Projected permits InboxRow, Projected.Change, Projected.Rejected, Projected.Unfit, Projected.Outdated {
    /** It changes states of items; the version is the record's offset. */
    record Change(StateChange change, long version) implements Projected {}

    /** It holds no event that anybody could get. */
    record Rejected(Unusable why) implements Projected {}

    /** It holds an event that the database cannot hold. */
    record Unfit(UnfitReason why) implements Projected {}

    /** It has expired, or is older than the retention. */
    record Outdated() implements Projected {}
}
