package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.Cursor;
import dev.tidings.event.Reserved;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/** Writes the event {@code tidings.inbox.changed}, by which all devices of a user learn of a change. */
final class ChangeEvent {
    private ChangeEvent() {}

    /** Returns the event in JSON; the counts are those after the change. */
    static byte[] json(MarkRequest change, Counts counts, Instant now) {
        JsonObject data = new JsonObject().put("action", change.action().label());
        Cursor upto = change.upto();
        if (upto == null) {
            JsonArray ids = new JsonArray();
            change.ids().forEach(id -> ids.add(id.toString()));
            data.put("ids", ids);
        } else {
            data.put("upto", upto.toString());
        }
        data.put("unseen", counts.unseen())
                .put("unread", counts.unread())
                .put("at", counts.cursor().toString());
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", Reserved.INBOX_SOURCE)
                .put("type", Reserved.INBOX_TYPE)
                .put("time", now.toString())
                .put("datacontenttype", "application/json")
                .put("data", data)
                .encode()
                .getBytes(UTF_8);
    }
}
