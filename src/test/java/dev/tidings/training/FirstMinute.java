package dev.tidings.training;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What an instance gets to do when it is young: probes, a crowd that comes back, its events, refusals. */
final class FirstMinute {
    private static final int ROUNDS = 20;
    private static final int USERS = 50;
    private static final int EVENTS = 20;

    private final TidingsProcess tidings;
    private final Issuer issuer;
    private final TestLog log;

    FirstMinute(TidingsProcess tidings, Issuer issuer, TestLog log) {
        this.tidings = tidings;
        this.issuer = issuer;
        this.log = log;
    }

    void live() {
        List<String> cursors = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            beLookedAt();
            refuse();
            cursors = serve(cursors);
        }
    }

    private void beLookedAt() {
        for (String path : List.of("/q/health/started", "/q/health/ready", "/q/health/live", "/q/metrics")) {
            require(200, Http.get(tidings.http(path)).status());
        }
    }

    private void refuse() {
        require(401, WsClient.to(tidings.ws()).bearer("no-token").status());
        String expired = issuer.mint("user-0").expires(Duration.ofMinutes(-5)).sign();
        require(401, WsClient.to(tidings.ws()).bearer(expired).status());
        String good = issuer.mint("user-0").sign();
        require(
                426,
                Http.get(tidings.http("/ws"), "Authorization", "Bearer " + good).status());
    }

    /** All connect at once, with the cursors of the round before and what was written since; gives theirs. */
    private List<String> serve(List<String> cursors) {
        int missed = cursors.isEmpty() ? 0 : EVENTS + 1;
        if (missed > 0) {
            write();
        }
        List<CompletableFuture<TidingsClient>> coming = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            String cursor = cursors.isEmpty() ? null : cursors.get(user);
            coming.add(TidingsClient.connecting(tidings, token(user), cursor));
        }
        List<TidingsClient> clients =
                coming.stream().map(CompletableFuture::join).toList();
        write();
        clients.forEach(client -> client.nextIds(missed + EVENTS + 1));
        clients.forEach(FirstMinute::speak);
        clients.forEach(TidingsClient::close);
        return clients.stream().map(TidingsClient::cursor).toList();
    }

    private String token(int user) {
        return issuer.mint("user-" + user).groups("staff").sign();
    }

    private void write() {
        for (int event = 0; event < EVENTS; event++) {
            for (int user = 0; user < USERS; user++) {
                Placement placement = user % 2 == 0 ? Placement.MURMUR2 : Placement.CRC32;
                log.send(placement, "user-" + user, TestLog.cloudEvent("event-" + event));
            }
        }
        log.sendAnnouncement("group:staff", "announced");
        log.flush();
    }

    private static void speak(TidingsClient client) {
        say(client, "tidings.ack", new JsonObject().put("cursor", client.cursor()));
        say(client, "tidings.unknown", new JsonObject());
        client.next();
    }

    private static void say(TidingsClient client, String type, JsonObject data) {
        client.socket()
                .send(new JsonObject()
                        .put("specversion", "1.0")
                        .put("id", "1")
                        .put("source", "/training")
                        .put("type", type)
                        .put("data", data)
                        .encode());
    }

    private static void require(int expected, int status) {
        if (status != expected) {
            throw new IllegalStateException("training: " + status + " (expected: " + expected + ")");
        }
    }
}
