package dev.tidings.event;

import java.util.Map;

/** The types and the source that only Tidings may write: clients treat such an event as the server's own message. */
public final class Reserved {
    static final String TYPES = "tidings.";
    static final String SOURCE = "/tidings";

    private Reserved() {}

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
