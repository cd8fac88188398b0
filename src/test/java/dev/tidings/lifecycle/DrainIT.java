package dev.tidings.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TidingsTest
class DrainIT {
    private static final int SIGTERM = 128 + 15;
    private static final int CLIENTS = 100;
    private static final int PERIOD_MILLIS = 8_000;
    /** A session is looked at once a second, and other things run on this machine. */
    private static final int LATE_MILLIS = 3_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Map<String, String> STRUCTURED = Map.of("content-type", "application/cloudevents+json");

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static InstanceFactory instances;

    @Test
    void sessionsDrainEvenlyWithoutMissingEventsAndTheProcessEnds() {
        try (TidingsProcess leaving = instances
                        .named("drain-leaving")
                        .env("TIDINGS_DRAIN_OVERLAP", "3s")
                        .env("TIDINGS_DRAIN_PERIOD", PERIOD_MILLIS + "ms")
                        .startReady();
                TidingsProcess refuge = instances.named("drain-refuge").startReady()) {
            List<Mover> movers = new ArrayList<>();
            for (int i = 0; i < CLIENTS - 1; i++) {
                movers.add(new Mover(leaving, "user-" + i, issuer.token("user-" + i)));
            }
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<Integer> writing = CompletableFuture.supplyAsync(() -> write(enough));

            leaving.process().destroy();
            await().atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !leaving.is("ready"));
            movers.add(new Mover(leaving, "user-" + (CLIENTS - 1), issuer.token("user-" + (CLIENTS - 1))));

            awaitClosed(movers, 1);
            assertThat(WsClient.to(leaving.ws()).bearer(issuer.token("bob")).status())
                    .isEqualTo(503);
            assertThat(leaving.metric("tidings_draining")).isEqualTo(1);
            double left = leaving.metric("tidings_sessions_draining");
            assertThat(left).isBetween(1.0, CLIENTS - 1.0);
            assertThat(leaving.metric("tidings_sessions_closed_total", "reason", "moving-on"))
                    .isBetween(CLIENTS - left, CLIENTS - 1.0);
            awaitClosed(movers, CLIENTS);

            assertThat(leaving.awaitExit(Duration.ofSeconds(5)))
                    .as("with the last session, well before the latest time")
                    .isEqualTo(SIGTERM);
            enough.set(true);
            int written = writing.join();
            CompletableFuture.allOf(
                            movers.stream().map(mover -> mover.goOnAt(refuge)).toArray(CompletableFuture[]::new))
                    .join();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
                movers.forEach(Mover::follow);
                return movers.stream().allMatch(mover -> mover.hasAllBefore(written));
            });
            assertPace(movers);
            assertEverythingOnce(movers, written);
            assertThat(leaving.log("ERROR")).isEmpty();
            assertThat(leaving.log()).doesNotContain("\tat ");
            movers.forEach(Mover::close);
        }
    }

    /** Event n is for user n modulo the number of clients. */
    private static int write(AtomicBoolean enough) {
        int n = 0;
        for (; !enough.get(); n++) {
            byte[] value = TestLog.cloudEvent(Integer.toString(n)).getBytes(UTF_8);
            var unused =
                    log.broker().send(Placement.MURMUR2, log.notifications(), "user-" + n % CLIENTS, STRUCTURED, value);
            if (n % CLIENTS == 0) {
                log.flush();
                LockSupport.parkNanos(100_000_000);
            }
        }
        log.flush();
        return n;
    }

    private static void awaitClosed(List<Mover> movers, int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> movers.stream().filter(Mover::follow).count() >= count);
    }

    private static void assertPace(List<Mover> movers) {
        assertThat(movers).extracting(mover -> mover.code).containsOnly(1012);
        List<Long> slots = IntStream.range(0, CLIENTS)
                .mapToObj(i -> (long) i * PERIOD_MILLIS / CLIENTS)
                .toList();
        assertThat(movers).extracting(Mover::slotMillis).containsExactlyInAnyOrderElementsOf(slots);
        for (Mover mover : movers) {
            assertThat(mover.stayedMillis())
                    .as("slot %s", mover.slotMillis())
                    .isBetween(mover.slotMillis() - 100, mover.slotMillis() + LATE_MILLIS);
        }
    }

    /** The last client came while others were served: what was written for it before, it need not have. */
    private static void assertEverythingOnce(List<Mover> movers, int written) {
        for (int user = 0; user < CLIENTS; user++) {
            int remainder = user;
            List<Integer> expected = IntStream.range(0, written)
                    .filter(n -> n % CLIENTS == remainder)
                    .boxed()
                    .toList();
            List<Integer> got = movers.get(user).got;
            int missed = user == CLIENTS - 1 ? expected.indexOf(got.get(0)) : 0;
            assertThat(got).as("user %s", user).isEqualTo(expected.subList(missed, expected.size()));
        }
    }

    @Test
    void withoutSessionsTheProcessEndsAfterTheOverlap() {
        try (TidingsProcess tidings = instances
                .named("drain-empty")
                .env("TIDINGS_DRAIN_OVERLAP", "500ms")
                .startReady()) {
            tidings.process().destroy();
            assertThat(tidings.awaitExit(Duration.ofSeconds(3))).isEqualTo(SIGTERM);
            assertThat(tidings.log("ERROR")).isEmpty();
            assertThat(tidings.log()).doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 15", "INT, 2"})
    void aSecondSignalEndsTheProcessAtOnce(String signal, int number) throws IOException {
        try (TidingsProcess tidings = instances
                        .named("drain-second-" + signal)
                        // A shell's background jobs ignore some, and their children inherit it.
                        .under("env", "--default-signal=TERM,INT")
                        .env("TIDINGS_DRAIN_OVERLAP", "30s")
                        .startReady();
                Mover client = new Mover(tidings, "alice", issuer.token("alice"))) {
            tidings.process().destroy();
            await().pollInterval(Duration.ofMillis(20)).until(() -> !tidings.is("ready"));
            log.event("alice", "1");
            await().until(() -> !client.follow() && client.got.contains(1));
            new ProcessBuilder(
                            "kill",
                            "-" + signal,
                            Long.toString(tidings.process().pid()))
                    .start();
            assertThat(tidings.awaitExit(Duration.ofSeconds(1))).isEqualTo(128 + number);
        }
    }
}
