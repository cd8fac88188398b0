package dev.tidings.diagnosis;

import java.util.Locale;

/** What became of an event, for a session or at all: that which counts most for the whole comes first. The table of docs/diagnosis.md is this list. */
enum DeliveryOutcome {
    /** The record cannot be delivered to anybody. */
    REJECTED,
    /** This pod has not read up to there. */
    NOT_YET_READ,
    /** It is there, and the session has not come to it. */
    WAITING,
    /** It was handed to the session's socket. */
    WRITTEN,
    /** It was handed over or not: it expired about then, or may have given way to a newer one. */
    UNSURE,
    /** Its time was over before its turn came. */
    EXPIRED,
    /** The session ended before its turn came. */
    ENDED_BEFORE,
    /** The session began behind it. */
    SESSION_BEGAN_LATER,
    /** It is for others. */
    NOT_THE_AUDIENCE,
    /** Nobody whom it is for was on this pod. */
    NO_SESSION_THEN,
    /** The sessions did not answer. */
    UNKNOWN;

    /** As it stands in answers. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
