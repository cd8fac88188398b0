package dev.tidings.event;

import java.util.Map;

/** The types and the source that only Tidings may write: clients treat such an event as the server's own message. */
public final class Reserved {
    static final String TYPES = "tidings.";
    static final String SOURCE = "/tidings";

    /** The type of the one event of Tidings that stands in the log: a user has read something, say. */
    public static final String INBOX_TYPE = "tidings.inbox.changed";

    /** The source of that event. */
    public static final String INBOX_SOURCE = "/tidings/inbox";

    private Reserved() {}

    /**
     * Refuses an event of the log whose type or source is reserved, unless it is a change in a user's inbox.
     *
     * @throws RejectedEventException where one of them is reserved
     */
    static void refuseInLog(Map<String, Object> attributes) {
        if (!INBOX_TYPE.equals(attributes.get("type")) || !INBOX_SOURCE.equals(attributes.get("source"))) {
            refuse(attributes);
        }
    }

    /**
     * Refuses an event whose type or source is reserved.
     *
     * @throws RejectedEventException where one of them is reserved
     */
    public static void refuse(Map<String, Object> attributes) {
        if (String.valueOf(attributes.get("type")).startsWith(TYPES)) {
            throw new RejectedEventException(
                    RejectReason.RESERVED,
                    "type: reserved for Tidings (expected: a type without the prefix " + TYPES + ")");
        }
        if (SOURCE.equals(attributes.get("source"))) {
            throw new RejectedEventException(
                    RejectReason.RESERVED,
                    "source: reserved for Tidings (expected: a source other than " + SOURCE + ")");
        }
    }
}
