package dev.tidings.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenRateTest {
    private final TokenRate rate = TokenRate.of(4, Duration.ofNanos(400));

    @Test
    void aNewBucketIsFull() {
        long fullAt = 1_000;
        for (int i = 0; i < 4; i++) {
            assertThat(rate.hasToken(fullAt, 1_000)).isTrue();
            fullAt = rate.take(fullAt, 1_000);
        }
        assertThat(rate.hasToken(fullAt, 1_000)).isFalse();
        assertThat(rate.hasToken(fullAt, 1_099)).isFalse();
        assertThat(rate.hasToken(fullAt, 1_100)).isTrue();
    }

    @Test
    void aNanoTimeMayOverflow() {
        long begin = Long.MAX_VALUE - 50;
        long fullAt = begin;
        for (int i = 0; i < 4; i++) {
            fullAt = rate.take(fullAt, begin);
        }
        assertThat(rate.hasToken(fullAt, begin + 99)).isFalse();
        assertThat(rate.hasToken(fullAt, begin + 100)).isTrue();
    }

    @Test
    void aBucketCountsLikeOneThatKeepsItsTokens() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long fullAt = 0;
        double tokens = 4;
        long before = 0;
        for (long now = 0; now < 1_000_000; now += random.nextInt(200)) {
            tokens = Math.min(4, tokens + (now - before) / 100.0);
            before = now;
            assertThat(rate.hasToken(fullAt, now)).isEqualTo(tokens > 1 - 1e-9);
            if (rate.hasToken(fullAt, now)) {
                fullAt = rate.take(fullAt, now);
                tokens--;
            }
        }
    }
}
