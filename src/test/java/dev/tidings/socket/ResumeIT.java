package dev.tidings.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two instances on one broker; one is killed while events flow. */
@TidingsTest
class ResumeIT {
    private static final int CLIENTS = 200;
    private static final int EVENTS = 20_000;
    private static final Map<String, String> STRUCTURED = Map.of("content-type", "application/cloudevents+json");

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess first;

    @Inject
    private static TidingsProcess second;

    /** A client that keeps its cursor and goes on at another instance when its own is gone. */
    private static final class Follower {
        final String user;
        final String token;
        final List<Integer> got = new ArrayList<>();
        TidingsClient client;
        int resumes;

        Follower(String user, String token, TidingsClient client) {
            this.user = user;
            this.token = token;
            this.client = client;
        }

        /** Takes what has come; true when the connection is over and empty. */
        boolean drain() {
            JsonObject event = client.nextWithin(Duration.ZERO);
            while (event != null) {
                if (event.getString("type").equals("test")) {
                    got.add(Integer.parseInt(event.getString("id")));
                }
                event = client.nextWithin(Duration.ZERO);
            }
            return client.socket().closed() != null && client.socket().frames().isEmpty();
        }

        void resumeAt(TidingsProcess other) {
            client = TidingsClient.connect(other, token, client.cursor());
            resumes++;
            assertThat(client.welcome().getBoolean("resumed"))
                    .as("%s", client.welcome())
                    .isTrue();
        }
    }

    @Test
    void clientsOfAKilledInstanceResumeAtAnotherAndMissNoEvent() {
        List<Follower> followers = connect();
        CountDownLatch killing = new CountDownLatch(1);
        CompletableFuture<Void> producing = CompletableFuture.runAsync(() -> produce(killing));
        await().until(() -> drainAll(followers, null) >= EVENTS / 4);
        killing.countDown();
        first.kill();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> drainAll(followers, second) == EVENTS);
        producing.join();

        assertThat(followers).filteredOn(follower -> follower.resumes == 1).hasSize(CLIENTS / 2);
        for (int i = 0; i < CLIENTS; i++) {
            assertEverythingOnceAndInOrder(followers.get(i), i);
        }
        followers.forEach(follower -> follower.client.close());
    }

    private static List<Follower> connect() {
        List<Follower> followers = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String token = issuer.token("user-" + i);
            followers.add(new Follower("user-" + i, token, TidingsClient.connect(i % 2 == 0 ? first : second, token)));
        }
        return followers;
    }

    /**
     * Writes half of the events before the kill, and the others from then on. Event n is for user n modulo the number of
     * clients. The placement changes from round to round.
     */
    private static void produce(CountDownLatch killing) {
        for (int n = 0; n < EVENTS; n++) {
            if (n == EVENTS / 2) {
                log.broker().producer().flush();
                awaitQuietly(killing);
            }
            int user = n % CLIENTS;
            byte[] value = TestLog.cloudEvent(Integer.toString(n)).getBytes(UTF_8);
            Placement placement = placementOf(n);
            var unused = log.broker().send(placement, log.notifications(), "user-" + user, STRUCTURED, value);
        }
        log.broker().producer().flush();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Placement placementOf(int n) {
        return (n / CLIENTS) % 2 == 0 ? Placement.MURMUR2 : Placement.CRC32;
    }

    /** Lets all take what has come, and those whose instance is gone go on; tells how many events there are in all. */
    private static int drainAll(List<Follower> followers, @Nullable TidingsProcess refuge) {
        int all = 0;
        for (Follower follower : followers) {
            if (follower.drain() && refuge != null) {
                follower.resumeAt(refuge);
            }
            all += follower.got.size();
        }
        return all;
    }

    /** In order among those that one kind of producer wrote: the two kinds may use two partitions. */
    private static void assertEverythingOnceAndInOrder(Follower follower, int user) {
        assertThat(follower.got).as(follower.user).doesNotHaveDuplicates().hasSize(EVENTS / CLIENTS);
        for (Placement placement : List.of(Placement.MURMUR2, Placement.CRC32)) {
            List<Integer> expected = IntStream.range(0, EVENTS)
                    .filter(n -> n % CLIENTS == user && placementOf(n) == placement)
                    .boxed()
                    .toList();
            assertThat(follower.got.stream().filter(n -> placementOf(n) == placement))
                    .as("%s by %s", follower.user, placement)
                    .containsExactlyElementsOf(expected);
        }
    }
}
