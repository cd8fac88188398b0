package dev.tidings.socket;

import java.util.Locale;

/** The catalogue of codes in {@code tidings.error}; the table of docs/protocol.md is this list. */
public enum ErrorCode {
    /** The frame is no text frame with one CloudEvent 1.0 in JSON. */
    NOT_A_CLOUDEVENT,
    /** The event's type is none that a client may send. */
    UNKNOWN_TYPE,
    /** The event's data lacks what its type needs. */
    BAD_DATA,
    /** The acknowledged text is no cursor, or one that the session has not come to. */
    CURSOR_INVALID,
    /** The newer token is not valid, or too large; the session goes on with the old one. */
    TOKEN_REFUSED,
    /** The newer token cannot be verified now; it may be sent again later. */
    ISSUER_UNAVAILABLE,
    /** Another token is being verified; one at a time. */
    BUSY;

    /** As it stands on the wire. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
