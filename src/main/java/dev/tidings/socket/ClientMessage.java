package dev.tidings.socket;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;

/** A message from a client: a CloudEvent of one of a few types. */
sealed interface ClientMessage {
    /** A newer token of the same user. */
    record Token(String token) implements ClientMessage {
        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    /** The client has seen everything up to this cursor. */
    record Ack(String cursor) implements ClientMessage {}

    /** The client changes the state of items of its inbox, as these data name them. */
    @SuppressWarnings("ArrayRecordComponent")
    record Mark(byte[] data) implements ClientMessage {}

    /** The message cannot be handled. Code and message are returned in {@code tidings.error}. */
    record Wrong(ErrorCode code, String message) implements ClientMessage {}

    JsonFormat FORMAT = new JsonFormat();

    String MARK = "tidings.inbox.mark";

    /** Parses a message. Throws for no content of the text, and never repeats the text. */
    static ClientMessage parse(String text) {
        CloudEvent event;
        try {
            event = FORMAT.deserialize(text.getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            // The exceptions have many types, and the text in their messages.
            return notACloudEvent();
        }
        // The library returns no event for the text `null`.
        if (event == null) {
            return notACloudEvent();
        }
        return of(event);
    }

    private static Wrong notACloudEvent() {
        return new Wrong(ErrorCode.NOT_A_CLOUDEVENT, "expected one CloudEvent 1.0 in JSON in a text frame");
    }

    private static ClientMessage of(CloudEvent event) {
        return switch (event.getType()) {
            case "tidings.token" -> {
                String token = member(event, "token");
                yield token.isEmpty() ? missing("tidings.token", "token") : new Token(token);
            }
            case "tidings.ack" -> {
                String cursor = member(event, "cursor");
                yield cursor.isEmpty() ? missing("tidings.ack", "cursor") : new Ack(cursor);
            }
            case MARK -> {
                CloudEventData data = event.getData();
                yield data == null
                        ? new Wrong(ErrorCode.BAD_DATA, MARK + ": expected data {\"action\": \"…\", \"ids\": […]}")
                        : new Mark(data.toBytes());
            }
            default -> new Wrong(ErrorCode.UNKNOWN_TYPE, "expected type tidings.token or tidings.ack");
        };
    }

    private static Wrong missing(String type, String member) {
        return new Wrong(ErrorCode.BAD_DATA, type + ": expected data {\"" + member + "\": \"…\"}");
    }

    private static String member(CloudEvent event, String name) {
        CloudEventData data = event.getData();
        if (data instanceof JsonCloudEventData json) {
            JsonNode member = json.getNode().path(name);
            return member.isTextual() ? member.textValue() : "";
        }
        return "";
    }
}
