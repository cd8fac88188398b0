package dev.tidings.publish;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The shapes of requests and answers for the OpenAPI document; they are never instantiated. */
final class Documented {
    static final String EVENT = """
            {"specversion": "1.0", "id": "4711-shipped", "source": "/orders", "type": "com.example.order.shipped",
             "audience": "alice", "data": {"order": 4711}}""";

    private Documented() {}

    /** A CloudEvent in {@code application/cloudevents+json}. */
    @Schema(
            name = "CloudEvent",
            description = "A CloudEvent 1.0 in JSON; any other attribute is passed on",
            additionalProperties = Schema.True.class,
            requiredProperties = {"specversion", "id", "source", "type", "audience"})
    record CloudEvent(
            @Schema(enumeration = "1.0") String specversion,
            @Schema(minLength = 1) String id,
            @Schema(minLength = 1, format = "uri-reference") String source,
            @Schema(minLength = 1) String type,

            @Schema(
                    description =
                            "Whom it is for: a user's id, user:<id>, group:<name> or everyone. It is not passed on",
                    minLength = 1,
                    maxLength = Audiences.LONGEST,
                    examples = "alice")
            String audience,

            String subject,
            @Schema(format = "date-time") String time,
            String datacontenttype,

            @Schema(format = "date-time", description = "It is not delivered after that")
            String expirytime,

            @Schema(maxLength = 256, description = "What waits for a slow reader gives way to the newest of a key")
            String collapsekey,

            @Schema(description = "Any JSON value") Object data,

            @Schema(name = "data_base64", format = "byte", description = "Instead of data, where that is no JSON")
            String dataBase64) {}

    @Schema(name = "Published", description = "Where the events stand in the log")
    record Published(List<Written> events) {}

    @Schema(
            name = "WrittenEvent",
            requiredProperties = {"id", "position", "topic", "partition", "offset"})
    record Written(
            String id,

            @Schema(examples = "notifications-3@1042", description = "For /api/admin/events/{position}")
            String position,

            String topic,
            int partition,
            long offset) {}

    @Schema(name = "NotWritten", description = "A problem, and what became of each event as far as it is known")
    record NotWritten(
            @Schema(examples = "about:blank") String type,
            String title,
            int status,
            String detail,
            List<Fate> events) {}

    @Schema(
            name = "FateOfEvent",
            description = "Where it stands, or why it may not stand anywhere",
            type = SchemaType.OBJECT)
    record Fate(String id, String position, String topic, int partition, long offset, String error) {}
}
