package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@TidingsTest(settings = {"TIDINGS_IDENTITY_KEY_REFRESH_INTERVAL=2s", "TIDINGS_IDENTITY_KEY_MAX_AGE=4s"})
class KeyRotationIT {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration MAX_AGE = Duration.ofSeconds(4);

    @Inject
    private static Issuer issuer;

    @Inject
    private static TidingsProcess tidings;

    @Test
    void theFirstTokensOfANewKeyAreAccepted() {
        issuer.keys().rotate();
        assertThat(join(good(40))).containsOnly(101);
    }

    @Test
    void aFloodOfUnknownKeysCostsOneReadPerInterval() {
        long begin = System.nanoTime();
        int before = issuer.jwksReads();

        assertThat(join(unknownKeys(300))).containsOnly(401);

        long intervals = (System.nanoTime() - begin) / INTERVAL.toNanos();
        assertThat((long) issuer.jwksReads() - before).isLessThanOrEqualTo(intervals + 1);
    }

    @Test
    void aRotationDuringAFloodRefusesNoValidToken() {
        List<CompletableFuture<Integer>> flood = unknownKeys(200);
        issuer.keys().rotate();
        List<CompletableFuture<Integer>> good = good(40);
        flood.addAll(unknownKeys(100));

        assertThat(join(good)).containsOnly(101);
        assertThat(join(flood)).containsOnly(401);
    }

    @Test
    void aWithdrawnKeyEndsCachedTokensToo() {
        var old = issuer.keys().current();
        String token = issuer.token("alice");
        assertThat(status(token)).isEqualTo(101);

        issuer.keys().rotate();
        issuer.keys().withdraw(old);

        await().atMost(MAX_AGE.plus(INTERVAL).multipliedBy(2)).until(() -> status(token) == 401);
        assertThat(status(issuer.token("alice"))).isEqualTo(101);
    }

    private static List<CompletableFuture<Integer>> good(int count) {
        return open(Stream.generate(() -> issuer.token("alice")).limit(count));
    }

    private static List<CompletableFuture<Integer>> unknownKeys(int count) {
        return open(Stream.generate(() ->
                        issuer.mint("mallory").kid(UUID.randomUUID().toString()).sign())
                .limit(count));
    }

    private static List<CompletableFuture<Integer>> open(Stream<String> tokens) {
        List<CompletableFuture<Integer>> upgrades = new ArrayList<>();
        tokens.forEach(
                token -> upgrades.add(WsClient.to(tidings.ws()).bearer(token).statusLater()));
        return upgrades;
    }

    private static int status(String token) {
        return WsClient.to(tidings.ws()).bearer(token).status();
    }

    private static List<Integer> join(List<CompletableFuture<Integer>> upgrades) {
        return upgrades.stream().map(CompletableFuture::join).toList();
    }
}
