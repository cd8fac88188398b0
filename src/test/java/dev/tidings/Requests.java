package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.testkit.RawRequest;
import dev.tidings.testkit.TestLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Requests to one operation of the OpenAPI document, one at least for each status that can be brought about. */
final class Requests {
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/s\",\"type\":\"t\",\"audience\":\"alice\"}";

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

    /** Writes what they ask for. */
    static void prepare(TestLog log) {
        log.event("carol", "some-event");
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
                .replace("{sid}", "some-session");
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
        } else {
            administer();
        }
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
                .replace("{sid}", "a".repeat(600)));
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
