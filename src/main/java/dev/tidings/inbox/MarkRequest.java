package dev.tidings.inbox;

import dev.tidings.event.Cursor;
import dev.tidings.event.UserId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to change: the state of items by their ids, or of everything before a cursor.
 *
 * @param ids each once, none where {@code upto} is given
 * @param upto a cursor, or null where ids are given
 */
record MarkRequest(StateAction action, List<ItemId> ids, @Nullable Cursor upto) {
    static final int MOST_IDS = 1_000;

    private static final String EXPECTED = "(expected: {\"ids\": [...]} or {\"upto\": \"<cursor>\"})";

    MarkRequest {
        ids = List.copyOf(ids);
    }

    /**
     * Reads the body of a request over HTTP, whose address names the action.
     *
     * @throws MarkRefusedException where it is no such change
     */
    static MarkRequest ofBody(StateAction action, byte[] body) {
        return of(action, object(body));
    }

    /**
     * Reads the data of a client's message, which names the action too.
     *
     * @throws MarkRefusedException where it is no such change
     */
    static MarkRequest ofMessage(byte[] data) {
        JsonObject message = object(data);
        StateAction action = StateAction.of(String.valueOf(message.getValue("action")))
                .orElseThrow(() -> MarkRefusedException.badData(
                        "action: unknown (expected: seen, read, unread, archive or unarchive)"));
        return of(action, message);
    }

    private static JsonObject object(byte[] json) {
        try {
            return new JsonObject(Buffer.buffer(json));
        } catch (DecodeException | ClassCastException e) {
            throw MarkRefusedException.badData("no JSON object " + EXPECTED);
        }
    }

    private static MarkRequest of(StateAction action, JsonObject json) {
        Object ids = json.getValue("ids");
        Object upto = json.getValue("upto");
        if ((ids == null) == (upto == null)) {
            throw MarkRefusedException.badData(
                    (ids == null ? "neither ids nor upto " : "both ids and upto ") + EXPECTED);
        }
        return ids == null ? upto(action, upto) : ids(action, ids);
    }

    private static MarkRequest upto(StateAction action, @Nullable Object upto) {
        Cursor cursor = upto instanceof String text ? Cursor.parse(text).orElse(null) : null;
        if (cursor == null || cursor.positions().isEmpty()) {
            throw MarkRefusedException.badCursor("upto: no cursor (expected: one of an event, a list or a session)");
        }
        return new MarkRequest(action, List.of(), cursor);
    }

    private static MarkRequest ids(StateAction action, Object ids) {
        if (!(ids instanceof JsonArray array) || array.isEmpty() || array.size() > MOST_IDS) {
            throw MarkRefusedException.badData("ids: no list of that size (expected: 1 to " + MOST_IDS + " ids)");
        }
        Set<ItemId> parsed = new LinkedHashSet<>();
        for (int i = 0; i < array.size(); i++) {
            ItemId id = array.getValue(i) instanceof String text ? ItemId.parse(text).orElse(null) : null;
            if (id == null) {
                throw MarkRefusedException.badData("ids[" + i + "]: no id of an item (expected: as items have it)");
            }
            parsed.add(id);
        }
        return new MarkRequest(action, List.copyOf(parsed), null);
    }

    /** Returns the change of that user, as an event in that partition and of that time says it. */
    StateChange by(UserId user, int part, Instant at) {
        return new StateChange(user, part, action, ids, upto, at);
    }
}
