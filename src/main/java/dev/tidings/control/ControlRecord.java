package dev.tidings.control;

/** What the value of a control record says. */
sealed interface ControlRecord permits Denial, Announcement, Lease, ControlRecord.Unknown {

    /** Of a kind that a newer version writes. */
    record Unknown() implements ControlRecord {}
}
