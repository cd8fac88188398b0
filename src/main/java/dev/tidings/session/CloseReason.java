package dev.tidings.session;

/**
 * The catalogue of reasons why a session ends; the table of docs/protocol.md is this list.
 *
 * <p>1005 and 1006 are never sent: a WebSocket library reports them when no close frame came.
 */
public enum CloseReason {
    CLIENT_LEFT(1000, "client left", false, "client-left"),
    MOVING_ON(1012, "moving on", true, "moving-on"),
    POLICY(1008, "policy", false, "policy"),
    PROTOCOL_ERROR(1002, "protocol error", false, "protocol-error"),
    TOO_BIG(1009, "message too big", false, "too-big"),
    NOT_UTF8(1007, "text that is not UTF-8", false, "not-utf8"),
    INTERNAL(1011, "internal error", true, "internal"),
    OVERLOADED(1013, "overloaded", true, "overloaded"),
    CONNECTION_LOST(1006, "connection lost", true, "connection-lost"),
    TOKEN_EXPIRED(4401, "token expired", true, "token-expired"),
    LOGGED_OUT(4403, "logged out", false, "logged-out"),
    SLOW_READER(4408, "slow reader", true, "slow-reader"),
    REPLACED(4409, "replaced by a newer session", false, "replaced"),
    NO_SIGN_OF_LIFE(4410, "no sign of life", true, "no-sign-of-life"),
    TOO_MANY_MESSAGES(4429, "too many messages", true, "too-many-messages");

    private final int code;
    private final String text;
    private final boolean reconnect;
    private final String label;

    CloseReason(int code, String text, boolean reconnect, String label) {
        this.code = code;
        this.text = text;
        this.reconnect = reconnect;
        this.label = label;
    }

    /** Returns the code by which clients recognize the reason; on a WebSocket it is the code of the close frame. */
    public int code() {
        return code;
    }

    /** Returns the text that goes with the code. */
    public String text() {
        return text;
    }

    /** Returns whether a client should reconnect by itself. */
    public boolean reconnect() {
        return reconnect;
    }

    /** Returns the name of the reason in metrics. */
    public String label() {
        return label;
    }
}
