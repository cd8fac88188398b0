package dev.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds out whom a connection is for, by what reaches it. */
public final class Reach {
    private static final AtomicInteger IDS = new AtomicInteger();

    private final TestLog log;

    public Reach(TestLog log) {
        this.log = log;
    }

    /** The connection is that user's, and of these groups. */
    public void assertIs(WsClient client, String user, String... groups) {
        client.awaitGreeting();
        List<String> expected = new ArrayList<>();
        String forUser = id();
        log.event(user, forUser);
        expected.add(forUser);
        for (String group : groups) {
            String forGroup = id();
            log.announce("group:" + group, forGroup);
            expected.add(forGroup);
        }
        assertThat(untilEveryone(client, expected))
                .as("%s, %s", user, List.of(groups))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /** The connection is of none of these groups. */
    public void assertIsNotOf(WsClient client, String... groups) {
        client.awaitGreeting();
        for (String group : groups) {
            log.announce("group:" + group, id());
        }
        assertThat(untilEveryone(client, List.of())).isEmpty();
    }

    /**
     * What arrives until all that is expected has, and something for everyone, which stands in each partition of the
     * announcements after what was announced before.
     */
    private List<String> untilEveryone(WsClient client, List<String> expected) {
        String last = id();
        log.announceInEachPartition("everyone", last);
        List<String> ids = new ArrayList<>();
        int lasts = 0;
        while (lasts < log.partitionsOfAnnouncements() || !ids.containsAll(expected)) {
            JsonObject event = new JsonObject(client.next());
            if (event.getString("id").equals(last)) {
                lasts++;
            } else if (!event.getString("source").equals("/tidings")) {
                ids.add(event.getString("id"));
            }
        }
        return ids;
    }

    private static String id() {
        return "reach-" + IDS.incrementAndGet();
    }
}
