package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.security.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jose4j.jws.JsonWebSignature;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IssuerKeyCacheTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration MAX_AGE = Duration.ofMinutes(2);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final ManualTimer timer = new ManualTimer();
    private final List<UniEmitter<? super KeySet>> reads = new ArrayList<>();
    private final IssuerKeyCache cache = new IssuerKeyCache(
            () -> Uni.createFrom().emitter(reads::add), new IssuerKeyCache.Pace(INTERVAL, MAX_AGE, MAX_WAIT), timer, 3);

    private record Keys(Set<String> kids) implements KeySet {
        static Keys of(String... kids) {
            return new Keys(Set.of(kids));
        }

        @Override
        public boolean has(String kid) {
            return kids.contains(kid);
        }

        @Override
        public @Nullable Key keyOf(JsonWebSignature signed) {
            return null;
        }

        @Override
        public @Nullable Refusal check(String token) {
            return null;
        }
    }

    @Test
    void aPublishedKeyIsFoundWithoutARead() {
        read(Keys.of("a"));
        assertThat(find("a")).isCompletedWithValueMatching(KeyLookup.Found.class::isInstance);
        assertThat(reads).isEmpty();
    }

    @Test
    void tokensBeforeTheFirstReadShareIt() {
        var a = find("a");
        var b = find("b");
        timer.pass();
        finish(Keys.of("a", "b"));
        assertThat(a).isCompletedWithValueMatching(KeyLookup.Found.class::isInstance);
        assertThat(b).isCompletedWithValueMatching(KeyLookup.Found.class::isInstance);
    }

    @Test
    void anUnknownKeyIsAbsentOnlyAfterAReadThatBeganAfterItsArrival() {
        var early = find("new");
        timer.pass();
        var late = find("new");
        finish(Keys.of("a"));
        assertThat(early).isCompletedWithValueMatching(KeyLookup.Absent.class::isInstance);
        assertThat(late).isNotDone();

        timer.pass(INTERVAL);
        finish(Keys.of("a", "new"));
        assertThat(late).isCompletedWithValueMatching(KeyLookup.Found.class::isInstance);
    }

    @Test
    void aReadServesTokensThatCameDuringIt() {
        var early = find("other");
        timer.pass();
        var late = find("new");
        finish(Keys.of("new"));
        assertThat(early).isCompletedWithValueMatching(KeyLookup.Absent.class::isInstance);
        assertThat(late).isCompletedWithValueMatching(KeyLookup.Found.class::isInstance);
    }

    @Test
    void unknownKeysCostOneReadPerInterval() {
        read(Keys.of("a"));
        for (int i = 0; i < 3; i++) {
            assertThat(find("unknown-" + i)).isNotDone();
        }
        timer.pass();
        timer.pass(INTERVAL.minusMillis(1));
        assertThat(reads).isEmpty();
        timer.pass(Duration.ofMillis(1));
        assertThat(reads).hasSize(1);
    }

    @Test
    void theNumberOfWaitingTokensIsBounded() {
        read(Keys.of("a"));
        for (int i = 0; i < 3; i++) {
            assertThat(find("unknown-" + i)).isNotDone();
        }
        assertThat(find("one-more")).isCompletedWithValueMatching(KeyLookup.Unavailable.class::isInstance);
    }

    @Test
    void aWaitThatIsCancelledMakesRoom() {
        read(Keys.of("a"));
        for (int i = 0; i < 3; i++) {
            cache.find("unknown-" + i).subscribe().with(lookup -> {}).cancel();
        }
        assertThat(find("one-more")).isNotDone();
    }

    @Test
    void aFailedReadKeepsTheKeysAndLeavesTheOthersUnknown() {
        read(Keys.of("a"));
        var unknown = find("new");
        timer.pass(INTERVAL);
        reads.remove(0).fail(new IllegalStateException("down"));
        assertThat(unknown).isCompletedWithValueMatching(KeyLookup.Unavailable.class::isInstance);
        assertThat(find("a")).isCompletedWithValueMatching(KeyLookup.Found.class::isInstance);
    }

    @Test
    void noTokenWaitsForAnIssuerThatWasNeverReached() {
        cache.refresh();
        timer.pass();
        reads.remove(0).fail(new IllegalStateException("down"));
        assertThat(find("a")).isCompletedWithValueMatching(KeyLookup.Unavailable.class::isInstance);

        timer.pass(INTERVAL);
        cache.refresh();
        timer.pass();
        finish(Keys.of("a"));
        assertThat(find("a")).isCompletedWithValueMatching(KeyLookup.Found.class::isInstance);
    }

    @Test
    void oldKeysAreReadAgain() {
        read(Keys.of("a"));
        timer.pass(MAX_AGE.minusMillis(1));
        cache.refresh();
        timer.pass();
        assertThat(reads).isEmpty();
        timer.pass(Duration.ofMillis(1));
        cache.refresh();
        timer.pass();
        assertThat(reads).hasSize(1);
    }

    @Test
    void aWithdrawnKeyIsNoLongerPublished() {
        Keys old = Keys.of("a");
        read(old);
        assertThat(cache.publishes("a", old)).isTrue();
        timer.pass(MAX_AGE);
        read(Keys.of("b"));
        assertThat(cache.publishes("a", old)).isFalse();
    }

    @Test
    void aTokenWithoutAKidGetsTheCurrentKeys() {
        var nameless = find(null);
        timer.pass();
        finish(Keys.of("a"));
        assertThat(nameless).isCompletedWithValueMatching(KeyLookup.Found.class::isInstance);
    }

    private CompletableFuture<KeyLookup> find(@Nullable String kid) {
        return cache.find(kid).subscribeAsCompletionStage();
    }

    private void read(KeySet keys) {
        cache.refresh();
        timer.pass();
        finish(keys);
    }

    private void finish(KeySet keys) {
        reads.remove(0).complete(keys);
        timer.pass();
    }
}
