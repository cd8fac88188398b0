package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Postgres;
import dev.tidings.testkit.RawRequest;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Requests to one operation of the OpenAPI document, one at least for each status that can be brought about. */
final class Requests {
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/s\",\"type\":\"t\",\"audience\":\"alice\"}";

    /** The first record of the first partition. */
    private static final String ITEM = "0-0";

    private final String method;
    private final String path;
    private final String token;
    private final List<RawRequest> all = new ArrayList<>();

    private Requests(String operation, String token) {
        this.method = operation.substring(0, operation.indexOf(' ')).toUpperCase(Locale.ROOT);
        this.path = operation.substring(operation.indexOf(' ') + 1);
        this.token = token;
    }

    static List<RawRequest> of(String operation, String token, String usersToken, String logoutToken) {
        Requests requests = new Requests(operation, token);
        requests.refused(usersToken);
        requests.ofPath(logoutToken);
        return requests.all;
    }

    /** Lets a process have an inbox. */
    static TidingsProcess.Setup withInbox(TestLog log, TidingsProcess.Setup setup) {
        return log.readBy(setup)
                .env("TIDINGS_INBOX_ENABLED", "true")
                .env("TIDINGS_INBOX_MARKS_MAX_PER_SECOND", "1000")
                .env("QUARKUS_DATASOURCE_JDBC_URL", Postgres.shared().newDatabase())
                .env("QUARKUS_DATASOURCE_USERNAME", "tidings")
                .env("QUARKUS_DATASOURCE_PASSWORD", "any")
                .env("MP_MESSAGING_INCOMING_INBOX_LOG_GROUP_ID", "inbox-" + log.notifications());
    }

    /** Writes what they ask for; {@code token} is that of the user who has the item. */
    static void prepare(TestLog log, TidingsProcess tidings, String token) {
        log.eventIn(0, "shop", "some-item");
        log.event("carol", "some-event");
        await().until(() -> Http.get(tidings.http("/api/inbox/" + ITEM), "Authorization", "Bearer " + token)
                        .status()
                == 200);
        Map<String, String> origin = Map.of(
                "tidings_reason", "expression",
                "tidings_route", "orders",
                "tidings_topic", "orders",
                "tidings_partition", "0",
                "tidings_offset", "7");
        log.broker().produceTo(0, log.deadLetters(), "carol", origin, "{}".getBytes(UTF_8));
    }

    private RawRequest to(String target) {
        RawRequest request = RawRequest.of(method, target).bearer(token);
        all.add(request);
        return request;
    }

    private String good() {
        return path.replace("{position}", "0@0")
                .replace("{asked}", "some-event")
                .replace("{user}", "carol")
                .replace("{sid}", "some-session")
                .replace("{id}", ITEM);
    }

    private void refused(String usersToken) {
        byte[] large = new byte[600_000];
        all.add(RawRequest.of(method, good()).bearer("garbage"));
        all.add(RawRequest.of(method, good()).bearer(usersToken));
        to(good()).body(large);
        to(good()).header("Content-Encoding", "gzip").body("{}".getBytes(UTF_8));
        to(good() + "?a=" + "b".repeat(6000));
        to(good()).header("X-Large", "a".repeat(40_000));
        to(good()).header("Host", "another");
    }

    private void ofPath(String logoutToken) {
        if (path.equals("/api/events")) {
            publish();
        } else if (path.equals("/backchannel-logout")) {
            form("logout_token=x");
            form("logout_token=" + logoutToken);
        } else if (path.startsWith("/api/inbox/") && method.equals("POST")) {
            change();
        } else {
            administer();
        }
    }

    private void change() {
        json("{\"ids\":[\"" + ITEM + "\"]}");
        json("{}");
        to(path).header("Content-Type", "text/plain").body("{}".getBytes(UTF_8));
        to(path).header("Accept", "text/html").header("Content-Type", "application/json").body("{}".getBytes(UTF_8));
    }

    private void json(String body) {
        to(path).header("Content-Type", "application/json").body(body.getBytes(UTF_8));
    }

    private void administer() {
        to(good());
        if (!path.contains("logout")) {
            to(good()).header("Accept", "text/html");
        }
        to(good() + "?topic=x&limit=5");
        to(good() + "?limit=0&topic=x");
        to(path.replace("{position}", "x")
                .replace("{asked}", "notifications-x@1")
                .replace("{user}", "a".repeat(600))
                .replace("{sid}", "a".repeat(600))
                .replace("{id}", "0-vv"));
        to(path.replace("{position}", "0@999999").replaceAll("\\{\\w+}", ""));
        to(good().replace("some-event", "no-such-event"));
    }

    private void form(String body) {
        to(path).header("Content-Type", "application/x-www-form-urlencoded").body(body.getBytes(UTF_8));
    }

    private void publish() {
        structured(EVENT.formatted("1"), "a-key");
        structured(EVENT.formatted("2"), "a-key");
        structured("{}", "another-key");
        byte[] large = new byte[600_000];
        to(path).header("Content-Type", "application/cloudevents+json").chunks(large);
    }

    private void structured(String body, String key) {
        to(path).header("Content-Type", "application/cloudevents+json")
                .header("Idempotency-Key", key)
                .chunks(body.getBytes(UTF_8));
    }
}
