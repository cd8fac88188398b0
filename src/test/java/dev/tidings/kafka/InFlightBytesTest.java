package dev.tidings.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightBytesTest {
    @Test
    void theLimitHoldsButForTheFirst() {
        InFlightBytes inFlight = new InFlightBytes(100);
        assertThat(inFlight.tryAcquire(500)).isTrue();
        assertThat(inFlight.tryAcquire(1)).isFalse();
        inFlight.release(500);
        assertThat(inFlight.tryAcquire(60)).isTrue();
        assertThat(inFlight.tryAcquire(60)).isFalse();
        assertThat(inFlight.taken()).isEqualTo(60);
    }
}
