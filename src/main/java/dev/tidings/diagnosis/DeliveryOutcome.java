package dev.tidings.diagnosis;

import java.util.Locale;

/** The outcome of an event, in order of precedence for all sessions, as in the table of docs/diagnosis.md. */
enum DeliveryOutcome {
    /** The record cannot be delivered to any session. */
    REJECTED,
    /** This pod has not read up to the event's position. */
    NOT_YET_READ,
    /** The event is held, and the session has not reached it. */
    WAITING,
    /** The event was written to the session's socket. */
    WRITTEN,
    /** The event may have been written: it expired about then, or a newer one may have replaced it. */
    UNSURE,
    /** The event expired before its turn came. */
    EXPIRED,
    /** The session ended before its turn came. */
    ENDED_BEFORE,
    /** The session began after the event's position. */
    SESSION_BEGAN_LATER,
    /** The event is for another audience. */
    NOT_THE_AUDIENCE,
    /** No session of the event's audience was on this pod. */
    NO_SESSION_THEN,
    /** The sessions did not answer. */
    UNKNOWN;

    /** Returns the outcome's name in answers. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
