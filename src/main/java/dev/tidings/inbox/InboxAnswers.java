package dev.tidings.inbox;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The shapes of requests and answers for the OpenAPI document; they are never instantiated. */
final class InboxAnswers {
    private InboxAnswers() {}

    @Schema(
            name = "InboxPage",
            requiredProperties = {"items", "unseen", "unread", "cursor"})
    record Page(
            @Schema(description = "The newest first") List<Item> items,

            @Schema(description = "Items that were neither seen nor read; 100 means 100 or more", maximum = "100")
            int unseen,

            @Schema(description = "Items that were not read; 100 means 100 or more", maximum = "100")
            int unread,

            @Schema(
                    description =
                            "The cursor at which all was read: a session that begins there misses and repeats nothing")
            String cursor,

            @Schema(description = "For the parameter before of the next page; absent on the last one")
            String next) {}

    @Schema(
            name = "InboxItem",
            requiredProperties = {"id", "seen", "read", "archived", "event"})
    record Item(
            @Schema(description = "Also the attribute inboxid of the event", examples = "6-1o")
            String id,

            @Schema(description = "True for what was read, too") boolean seen,
            boolean read,
            boolean archived,
            ItemEvent event) {}

    @Schema(
            name = "InboxEvent",
            description = "A CloudEvent 1.0 in JSON, as it was pushed, with the attribute inboxid and without a cursor",
            additionalProperties = Schema.True.class,
            requiredProperties = {"specversion", "id", "source", "type", "inboxid"})
    record ItemEvent(String specversion, String id, String source, String type, String inboxid) {}

    @Schema(
            name = "InboxCounts",
            requiredProperties = {"unseen", "unread", "cursor"})
    record CountsOnly(
            @Schema(maximum = "100") int unseen,
            @Schema(maximum = "100") int unread,

            @Schema(description = "The cursor at which they hold: what comes after it is not counted")
            String cursor) {}

    @Schema(name = "InboxChange", description = "Either ids or upto")
    record Change(
            @Schema(
                    description = "Ids of items; those of nobody, and of other users, are passed over",
                    minItems = 1,
                    maxItems = 1000)
            List<String> ids,

            @Schema(description = "A cursor: everything before it, and nothing that comes later") String upto) {}
}
