package dev.tidings.inbox;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.testkit.TidingsClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A client that begins with the list, goes on with the stream, and counts as docs/inbox.md says. */
final class InboxDevice implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofMillis(150);

    /** The events of the list and of the stream, in the order in which they came. */
    final List<String> events = new ArrayList<>();

    /** What the server has not counted yet. */
    private final Map<ItemId, Arrived> arrived = new HashMap<>();

    private record Arrived(boolean read, boolean archived) {
        Arrived after(String action) {
            return switch (action) {
                case "read" -> new Arrived(true, archived);
                case "unread" -> new Arrived(false, archived);
                case "archive" -> new Arrived(read, true);
                case "unarchive" -> new Arrived(read, false);
                default -> this;
            };
        }
    }

    private TidingsClient client;
    private int counted;
    private Cursor at;

    InboxDevice(InboxUser user) {
        JsonObject list = user.list();
        events.addAll(InboxUser.eventsOf(list));
        for (String next = list.getString("next"); next != null; ) {
            JsonObject page = user.ask("?before=" + next);
            events.addAll(InboxUser.eventsOf(page));
            next = page.getString("next");
        }
        events.addAll(user.events("?filter=archived&limit=200"));
        counted = list.getInteger("unread");
        at = Cursor.parse(list.getString("cursor")).orElseThrow();
        client = user.connect(list.getString("cursor"));
    }

    /** Goes on where it was, at a server that was away. */
    void reconnect(InboxUser user) {
        receive();
        client.close();
        client = user.connect(client.cursor());
    }

    /** Takes what has come. */
    void receive() {
        for (JsonObject event = client.nextWithin(MOMENT); event != null; event = client.nextWithin(MOMENT)) {
            if (event.getString("type").equals("tidings.inbox.changed")) {
                change(event.getJsonObject("data"));
            } else if (event.containsKey("inboxid")) {
                events.add(event.getString("id"));
                ItemId id = ItemId.parse(event.getString("inboxid")).orElseThrow();
                if (!covers(at, id)) {
                    arrived.put(id, new Arrived(false, false));
                }
            }
        }
    }

    private void change(JsonObject data) {
        Set<String> ids = new HashSet<>();
        data.getJsonArray("ids", new JsonArray()).forEach(id -> ids.add(String.valueOf(id)));
        Cursor upto = Cursor.parse(data.getString("upto", "")).orElse(null);
        arrived.replaceAll((id, before) -> {
            boolean concerned = ids.contains(id.toString()) || (upto != null && covers(upto, id));
            return concerned ? before.after(data.getString("action")) : before;
        });
        counted = data.getInteger("unread");
        at = Cursor.parse(data.getString("at")).orElseThrow();
        arrived.keySet().removeIf(id -> covers(at, id));
    }

    private static boolean covers(Cursor cursor, ItemId id) {
        return id.number() < cursor.offsetIn(Partition.of(id.part()));
    }

    int badge() {
        long more = arrived.values().stream()
                .filter(item -> !item.read() && !item.archived())
                .count();
        return (int) Math.min(Counts.MOST, counted + more);
    }

    @Override
    public void close() {
        client.close();
    }
}
