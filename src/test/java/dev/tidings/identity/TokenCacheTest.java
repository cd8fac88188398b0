package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Login;
import dev.tidings.event.UserId;
import io.smallrye.mutiny.Uni;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jws.JsonWebSignature;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
    private static final KeySet OLD = new AnyKey();
    private static final KeySet NEW = new NoKey();
    private static final TokenHash HASH = TokenHash.of("token");

    private final AtomicReference<KeySet> published = new AtomicReference<>(OLD);
    private final ManualTimer timer = new ManualTimer();
    private final IssuerKeyCache keys = new IssuerKeyCache(
            () -> Uni.createFrom().item(published::get),
            new IssuerKeyCache.Pace(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(30)),
            timer,
            1);
    private final TokenCache cache = new TokenCache(10, Clock.systemUTC());

    private record AnyKey() implements KeySet {
        @Override
        public boolean has(String kid) {
            return true;
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

    private record NoKey() implements KeySet {
        @Override
        public boolean has(String kid) {
            return false;
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
    void aVerifiedTokenIsRememberedByItsHash() {
        refresh();
        TokenVerdict.Accepted verdict = verdict(Instant.now().plusSeconds(60));
        put(verdict);
        assertThat(cache.get(HASH)).isSameAs(verdict);
        assertThat(cache.get(TokenHash.of("another"))).isNull();
        assertThat(cache.hits()).isEqualTo(1);
        assertThat(cache.misses()).isEqualTo(1);
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void anExpiredTokenIsForgotten() {
        refresh();
        put(verdict(Instant.now().minusSeconds(1)));
        assertThat(cache.get(HASH)).isNull();
    }

    @Test
    void aTokenWhoseKeyIsWithdrawnIsForgotten() {
        refresh();
        put(verdict(Instant.now().plusSeconds(60)));
        published.set(NEW);
        refresh();
        assertThat(cache.get(HASH)).isNull();
    }

    @Test
    void differentTokensHaveDifferentHashes() {
        assertThat(TokenHash.of("a")).isEqualTo(TokenHash.of("a")).isNotEqualTo(TokenHash.of("b"));
    }

    private void put(TokenVerdict.Accepted verdict) {
        cache.put(HASH, new TokenCache.Entry(verdict, keys, "kid", OLD));
    }

    private void refresh() {
        keys.refresh();
        timer.pass();
    }

    private static TokenVerdict.Accepted verdict(Instant expires) {
        Identity identity = new Identity(
                new UserId("alice"),
                Set.of(),
                new Login("https://issuer.example", "alice", null, Instant.EPOCH),
                expires);
        return new TokenVerdict.Accepted(identity, Set.of());
    }
}
