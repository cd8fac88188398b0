package dev.tidings.event;

import java.util.Map;

/** The types and the source that only Tidings may write: clients treat such an event as the server's own message. */
public final class Reserved {
    static final String TYPES = "tidings.";
    static final String SOURCE = "/tidings";

    /** The type of the one event of Tidings that stands in the log: a change of the state of a user's inbox. */
    public static final String INBOX_TYPE = "tidings.inbox.changed";

    /** The source of that event. */
    public static final String INBOX_SOURCE = "/tidings/inbox";

    private Reserved() {}

    /** Returns whether these are the attributes of a change of an inbox's state. */
    static boolean isInboxChange(Map<String, Object> attributes) {
        return INBOX_TYPE.equals(attributes.get("type")) && INBOX_SOURCE.equals(attributes.get("source"));
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
