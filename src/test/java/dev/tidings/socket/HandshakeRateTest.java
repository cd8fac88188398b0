package dev.tidings.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandshakeRateTest {
    private static final int RATE = 100;
    private static final long MILLI = 1_000_000;

    // Just before it overflows: the clock's zero means nothing.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 500 * MILLI);
    private final HandshakeRate rate = new HandshakeRate(RATE, nanos::get);

    private long admittedOf(int attempts) {
        return IntStream.range(0, attempts).filter(i -> rate.admits()).count();
    }

    @Test
    void aBurstOfOneSecondIsAllowed() {
        assertThat(admittedOf(1000)).isEqualTo(RATE);
        assertThat(admittedOf(1000)).isZero();
    }

    @Test
    void afterABurstTheRateCounts() {
        admittedOf(RATE);
        for (int i = 0; i < 500; i++) {
            nanos.addAndGet(10 * MILLI);
            assertThat(admittedOf(50)).as("after %s ms", 10 * (i + 1)).isEqualTo(1);
        }
    }

    @Test
    void unusedHandshakesAreSavedForOneSecond() {
        admittedOf(RATE);
        nanos.addAndGet(300 * MILLI);
        assertThat(admittedOf(1000)).isEqualTo(30);
        nanos.addAndGet(3_600_000 * MILLI);
        assertThat(admittedOf(1000)).isEqualTo(RATE);
    }

    @Test
    void aRefusalIsRememberedForOneSecond() {
        admittedOf(RATE);
        assertThat(rate.refusedRecently()).isFalse();
        admittedOf(1);
        assertThat(rate.refusedRecently()).isTrue();
        nanos.addAndGet(999 * MILLI);
        assertThat(rate.refusedRecently()).isTrue();
        nanos.addAndGet(MILLI);
        assertThat(rate.refusedRecently()).isFalse();
    }

    @Test
    void severalThreadsShareTheRate() {
        long admitted = IntStream.range(0, 100_000)
                .parallel()
                .filter(i -> rate.admits())
                .count();
        assertThat(admitted).isEqualTo(RATE);
    }
}
