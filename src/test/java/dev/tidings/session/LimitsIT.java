package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.RawSocket;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.TokenBuilder;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@TidingsTest(
        settings = {
            "TIDINGS_SESSION_MAX_PER_USER=2",
            "TIDINGS_SESSION_MAX_PER_POD=" + LimitsIT.PER_POD,
            "TIDINGS_SESSION_HEARTBEAT=1s",
            "TIDINGS_IDENTITY_MIN_REMAINING=1s",
            "TIDINGS_SOCKET_RETRY_AFTER=3s",
            "TIDINGS_SOCKET_CLOSE_TIMEOUT=500ms"
        })
class LimitsIT {
    static final int PER_POD = 20;

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    @AfterEach
    void nothingIsLeft() {
        await().untilAsserted(
                        () -> assertThat(tidings.metric("tidings_sessions")).isZero());
        assertThat(tidings.metric("tidings_users")).isZero();
        assertThat(tidings.metric("tidings_sessions_closed_total"))
                .isEqualTo(tidings.metric("tidings_sessions_opened_total"));
        assertThat(tidings.log("ERROR")).isEmpty();
    }

    private static double closed(String reason) {
        return tidings.metric("tidings_sessions_closed_total", "reason", reason);
    }

    private static TidingsClient connect(String user) {
        return TidingsClient.connect(tidings, issuer.token(user));
    }

    @Test
    void overTheLimitOfAUserTheOldestSessionIsReplaced() {
        try (TidingsClient first = connect("alice");
                TidingsClient second = connect("alice");
                TidingsClient other = connect("bob");
                TidingsClient third = connect("alice")) {
            assertThat(first.socket().awaitClosed().code()).isEqualTo(4409);
            log.event("alice", "e-1");
            assertThat(second.next().getString("id")).isEqualTo("e-1");
            assertThat(third.next().getString("id")).isEqualTo("e-1");
            assertThat(other.socket().closed()).isNull();
        }
    }

    @Test
    void overTheLimitOfThePodAHandshakeIsAnswered503() {
        List<TidingsClient> clients = new ArrayList<>();
        for (int i = 0; i < PER_POD; i++) {
            clients.add(connect("crowd-" + i));
        }
        WsClient.Refused refused =
                WsClient.to(tidings.ws()).bearer(issuer.token("late")).refused();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3, 6);
        assertThat(tidings.metric("tidings_handshakes_refused_total", "status", "503", "reason", "full"))
                .isPositive();
        clients.remove(0).close();
        await().untilAsserted(
                        () -> assertThat(tidings.metric("tidings_sessions")).isEqualTo(PER_POD - 1));
        clients.add(connect("late"));
        clients.forEach(TidingsClient::close);
    }

    @Test
    void onlyASilentClientIsClosedWith4410() {
        double before = closed("no-sign-of-life");
        try (TidingsClient answering = connect("answering");
                RawSocket silent = RawSocket.open(tidings, issuer.token("silent"));
                RawSocket talking = RawSocket.open(tidings, issuer.token("talking"))) {
            CompletableFuture<List<RawSocket.Frame>> frames = CompletableFuture.supplyAsync(() -> untilClose(silent));
            // Any frame is a sign of life, a ping of the client's own too.
            await().pollInterval(Duration.ofMillis(200)).until(() -> {
                talking.bytes(RawSocket.frame(RawSocket.PING, new byte[0]));
                return frames.isDone();
            });
            assertThat(frames.join())
                    .filteredOn(frame -> frame.opcode() == RawSocket.PING)
                    .hasSizeBetween(1, 2);
            assertThat(frames.join()).last().satisfies(frame -> assertThat(frame.closeCode())
                    .isEqualTo(4410));
            silent.awaitEnd();
            assertThat(closed("no-sign-of-life")).isEqualTo(before + 1);
            log.event("answering", "e-1");
            assertThat(answering.next().getString("id")).isEqualTo("e-1");
            log.event("talking", "e-2");
            while (!talking.next().getString("id").equals("e-2")) {
                // The welcome comes first.
            }
        }
    }

    private static List<RawSocket.Frame> untilClose(RawSocket socket) {
        List<RawSocket.Frame> frames = new ArrayList<>();
        do {
            frames.add(socket.read());
        } while (frames.get(frames.size() - 1).opcode() != RawSocket.CLOSE);
        return frames;
    }

    private static TokenBuilder shortLived(String user, int seconds) {
        return issuer.mint(user).expires(Duration.ofSeconds(seconds));
    }

    private static String tokenMessage(String token) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", "1")
                .put("source", "/client")
                .put("type", "tidings.token")
                .put("data", new JsonObject().put("token", token))
                .encode();
    }

    @Test
    void aSessionEndsWithItsTokenUnlessItIsRenewed() {
        try (TidingsClient ends =
                        TidingsClient.connect(tidings, shortLived("ends", 4).sign());
                TidingsClient refused =
                        TidingsClient.connect(tidings, shortLived("refused", 4).sign());
                TidingsClient lives =
                        TidingsClient.connect(tidings, shortLived("lives", 4).sign())) {
            lives.socket().send(tokenMessage(issuer.token("lives")));
            refused.socket()
                    .send(tokenMessage(
                            issuer.mint("refused").audience("another").sign()));
            JsonObject error = refused.next();
            assertThat(error.getString("type")).isEqualTo("tidings.error");
            assertThat(error.getJsonObject("data").getString("code")).isEqualTo("token-refused");
            log.event("refused", "e-1");
            assertThat(refused.next().getString("id")).isEqualTo("e-1");
            assertThat(ends.socket().awaitClosed().code()).isEqualTo(4401);
            assertThat(refused.socket().awaitClosed().code()).isEqualTo(4401);
            log.event("lives", "e-2");
            assertThat(lives.next().getString("id")).isEqualTo("e-2");
            assertThat(lives.socket().closed()).isNull();
        }
        assertThat(tidings.log()).doesNotContain("eyJ");
    }

    @Test
    void aRenewalWithAnotherUsersTokenEndsTheSession() {
        try (TidingsClient client = connect("eve")) {
            client.socket().send(tokenMessage(issuer.token("alice")));
            assertThat(client.socket().awaitClosed().code()).isEqualTo(1008);
        }
    }

    @Test
    void aRenewalWithOtherGroupsEndsTheSession() {
        try (TidingsClient client = connect("moved")) {
            client.socket().send(tokenMessage(issuer.mint("moved").groups("new").sign()));
            assertThat(client.socket().awaitClosed().code()).isEqualTo(1012);
        }
    }

    @Test
    void connectionsLeakNothingHoweverTheyEnd() {
        Random random = new Random(20261122);
        for (int round = 0; round < 20; round++) {
            int users = round;
            List<RawSocket> sockets = IntStream.range(0, 10)
                    .mapToObj(i -> RawSocket.open(tidings, issuer.token("leak-" + (users * 10 + i) % 7)))
                    .toList();
            for (RawSocket socket : sockets) {
                switch (random.nextInt(4)) {
                    case 0 -> socket.reset();
                    case 1 -> socket.bytes(RawSocket.frame(RawSocket.CLOSE, new byte[] {3, (byte) 0xe8}));
                    case 2 -> socket.bytes(new byte[] {(byte) 0x81});
                    default -> {}
                }
                socket.close();
            }
            await().untilAsserted(
                            () -> assertThat(tidings.metric("tidings_sessions")).isZero());
        }
    }
}
