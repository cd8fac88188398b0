package dev.tidings.socket;

import java.util.Locale;

/** The catalogue of codes in {@code tidings.error}; the table of docs/protocol.md is this list. */
public enum ErrorCode {
    /** The frame is no text frame with one CloudEvent 1.0 in JSON. */
    NOT_A_CLOUDEVENT,
    /** A client may not send events of this type. */
    UNKNOWN_TYPE,
    /** The event's data lacks a member that its type requires. */
    BAD_DATA,
    /** The text is no cursor, or is a cursor that the session has not reached, or one that the inbox cannot use. */
    CURSOR_INVALID,
    /** The newer token is not valid, or too large. The session continues with the old one. */
    TOKEN_REFUSED,
    /** The newer token cannot be verified now. The client may send it again later. */
    ISSUER_UNAVAILABLE,
    /** Another token is being verified. Only one is verified at a time. */
    BUSY,
    /** The user marks items too often. The client may send the message again later. */
    TOO_MANY_MARKS,
    /** The inbox cannot be changed now. The client may send the message again later. */
    INBOX_UNAVAILABLE;

    /** Returns the code's name on the wire. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
