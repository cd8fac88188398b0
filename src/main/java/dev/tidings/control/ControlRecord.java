package dev.tidings.control;

/** The content of a control record. */
sealed interface ControlRecord permits Denial, Announcement, Lease, ControlRecord.Unknown {

    /** A record of a kind that only newer versions write. */
    record Unknown() implements ControlRecord {}
}
