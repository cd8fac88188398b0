package dev.tidings.inbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidings.event.Cursor;
import dev.tidings.event.UserId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event {@code tidings.inbox.changed}. Its data is {@code action} and either {@code ids} or {@code upto};
 * other members, as the counts for clients, are passed over.
 */
final class StateChangeJson {
    private static final JsonFactory JSON = new JsonFactory();

    private @Nullable StateAction action;
    private @Nullable Cursor upto;
    private boolean hasUpto;
    private final List<ItemId> ids = new ArrayList<>();

    private StateChangeJson() {}

    /**
     * Reads the change that an event says; returns nothing where it says none.
     *
     * @param part the id of the partition that holds the event
     * @param event the whole event in JSON
     */
    static Optional<StateChange> read(byte[] event, UserId user, int part, Instant at) {
        StateChangeJson read = new StateChangeJson();
        try (JsonParser in = JSON.createParser(event)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean data = in.currentName().equals("data");
                if (in.nextToken() == JsonToken.START_OBJECT && data) {
                    read.data(in);
                } else {
                    in.skipChildren();
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return read.change(user, part, at);
    }

    private void data(JsonParser in) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken token = in.nextToken();
            if (name.equals("action") && token == JsonToken.VALUE_STRING) {
                action = StateAction.of(in.getText()).orElse(null);
            } else if (name.equals("upto") && token == JsonToken.VALUE_STRING) {
                hasUpto = true;
                upto = Cursor.parse(in.getText()).orElse(null);
            } else if (name.equals("ids") && token == JsonToken.START_ARRAY) {
                ids(in);
            } else {
                in.skipChildren();
            }
        }
    }

    private void ids(JsonParser in) throws IOException {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                ItemId.parse(in.getText()).ifPresent(ids::add);
            } else {
                in.skipChildren();
            }
        }
    }

    private Optional<StateChange> change(UserId user, int part, Instant at) {
        boolean says = hasUpto ? upto != null : !ids.isEmpty();
        return action == null || !says
                ? Optional.empty()
                : Optional.of(new StateChange(user, part, action, hasUpto ? List.of() : ids, upto, at));
    }
}
