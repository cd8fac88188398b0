package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.event.Topic;
import dev.tidings.intake.format.DeadReason;
import dev.tidings.intake.format.SourceRecord;
import dev.tidings.intake.route.Draft;
import dev.tidings.intake.route.Limits;
import dev.tidings.intake.route.Mapping;
import dev.tidings.intake.route.Outgoing;
import dev.tidings.intake.route.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The least of a route: {@code {"to": ["alice"], "id": "7", "text": "..."}} are events for some users; {@code "skip"} is none. */
public record TestRoute(String name, Limits limits) implements Route {
    private static final JsonMapper JSON = new JsonMapper();

    static TestRoute named(String name) {
        return new TestRoute(name, Limits.NONE);
    }

    public static String value(String user, String id) {
        return "{\"to\":[\"" + user + "\"],\"id\":\"" + id + "\"}";
    }

    @Override
    public Mapping map(SourceRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return new Mapping.Dead(DeadReason.UNREADABLE, "no value");
        }
        try {
            JsonNode read = JSON.readTree(value);
            return read instanceof ObjectNode object
                    ? mapped(object)
                    : new Mapping.Dead(DeadReason.UNREADABLE, "no object");
        } catch (IOException e) {
            return new Mapping.Dead(DeadReason.UNREADABLE, "not JSON");
        }
    }

    private static Mapping mapped(ObjectNode object) {
        if (object.has("skip")) {
            return new Mapping.Filtered();
        }
        if (!object.has("to") || object.path("to").isEmpty()) {
            return new Mapping.Dead(DeadReason.BAD_AUDIENCE, "nobody");
        }
        String id = object.path("id").asText();
        List<Outgoing> events = new ArrayList<>();
        for (JsonNode user : object.path("to")) {
            if (user.asText().isEmpty()) {
                return new Mapping.Dead(DeadReason.BAD_AUDIENCE, "empty");
            }
            events.add(new Outgoing(Topic.NOTIFICATIONS, user.asText(), event(id, object.path("text"))));
        }
        return new Mapping.Mapped(List.of(new Draft("/test", id, events)));
    }

    private static byte[] event(String id, JsonNode text) {
        return JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", "/test")
                .put("type", "test")
                .set("data", text)
                .toString()
                .getBytes(UTF_8);
    }
}
