package dev.tidings.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances that hold the limit of a user's sessions together. */
@TidingsTest(settings = {"TIDINGS_SESSION_MAX_PER_USER=" + SharedLimitIT.MAX, "TIDINGS_CONTROL_POD_TIMEOUT=6s"})
class SharedLimitIT {
    static final int MAX = 4;
    private static final Duration SOON = Duration.ofSeconds(8);

    @Inject
    private static Issuer issuer;

    @Inject
    private static TidingsProcess here;

    @Inject
    private static TidingsProcess there;

    @Inject
    private static InstanceFactory instances;

    private final List<WsClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(WsClient::close);
    }

    private List<WsClient> open(TidingsProcess tidings, String user, int count) {
        List<WsClient> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            WsClient client =
                    WsClient.to(tidings.ws()).bearer(issuer.token(user)).open();
            client.awaitGreeting();
            opened.add(client);
        }
        clients.addAll(opened);
        return opened;
    }

    private static void assertReplaced(List<WsClient> replaced) {
        await().atMost(SOON).untilAsserted(() -> assertThat(replaced).noneMatch(client -> client.closed() == null));
        assertThat(replaced)
                .extracting(WsClient::awaitClosed)
                .containsOnly(new WsClient.Closed(4409, "replaced by a newer session"));
    }

    private static void assertStay(List<WsClient> staying, Duration time) {
        await().during(time).atMost(time.plusSeconds(5)).untilAsserted(() -> assertThat(staying)
                .allMatch(client -> client.closed() == null));
    }

    @Test
    void theOldestSessionsOnOnePodAreReplacedByTheNewestOnAnother() {
        double before = here.metric("tidings_control_elsewhere");
        List<WsClient> old = open(here, "alice", MAX);
        List<WsClient> single = open(here, "bob", 1);
        List<WsClient> young = open(there, "alice", MAX - 1);
        assertReplaced(old.subList(0, MAX - 1));
        assertStay(List.of(old.get(MAX - 1), young.get(0), young.get(1), young.get(2), single.get(0)), SOON);
        assertThat(here.metric("tidings_control_announcements_total", "outcome", "done"))
                .isPositive();
        young.subList(0, 2).forEach(WsClient::close);
        await().until(() -> here.metric("tidings_control_elsewhere") <= before);
    }

    @Test
    void anAdministratorSeesTheOtherPodsOfAUsersSessions() {
        open(there, "dave", 2);
        String admin = issuer.mint("root").groups("tidings-admin").sign();
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(IndexOutOfBoundsException.class)
                .untilAsserted(() -> {
                    Http.Answer answer =
                            Http.get(here.http("/api/admin/users/dave/sessions"), "Authorization", "Bearer " + admin);
                    assertThat(new JsonObject(answer.body())
                                    .getJsonArray("elsewhere")
                                    .getJsonObject(0)
                                    .getInteger("sessions"))
                            .isEqualTo(2);
                });
    }

    @Test
    void sessionsOfAKilledPodAreNotCounted() {
        List<WsClient> old = open(here, "carol", 2);
        try (TidingsProcess dying = instances.named("shared-limit-dying").startReady()) {
            open(dying, "carol", 2);
            await().until(() -> here.metric("tidings_control_elsewhere") >= 1);
            dying.kill();
        }
        List<WsClient> back = open(here, "carol", 2);
        assertStay(List.of(old.get(0), old.get(1), back.get(0), back.get(1)), SOON);
    }
}
