package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.Vitals.Finding;
import dev.tidings.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VitalsTest {
    private static final SessionLimits LIMITS = new SessionLimits(10, 10, Duration.ofHours(1), Duration.ofSeconds(30));

    private final ManualClock clock = new ManualClock();
    private final Vitals vitals = new Vitals(LIMITS, clock, clock.instant().plus(Duration.ofHours(1)), 0);

    private Finding afterASecond(long pending) {
        clock.advance(Duration.ofSeconds(1));
        return vitals.check(clock.millis(), pending);
    }

    @Test
    void aReaderThatTakesNothingStallsHoweverOftenItIsWoken() {
        vitals.pumped(true, true, 60_000);
        for (int i = 0; i < 29; i++) {
            assertThat(afterASecond(60_000)).isEqualTo(Finding.FINE);
            vitals.pumped(true, false, 60_000);
        }
        assertThat(afterASecond(60_000)).isEqualTo(Finding.STALLED);
    }

    @Test
    void aReaderThatTakesSomethingBetweenTwoWakeUpsDoesNotStall() {
        vitals.pumped(true, true, 60_000);
        for (int i = 1; i < 100; i++) {
            vitals.pumped(true, false, 60_000 - 100 * i);
            assertThat(afterASecond(60_000 - 100 * i)).isEqualTo(Finding.FINE);
        }
    }

    @Test
    void aReaderThatMadeRoomForMoreDoesNotStallThoughItNeverCatchesUp() {
        for (int i = 0; i < 100; i++) {
            vitals.pumped(true, true, 64_000);
            assertThat(afterASecond(64_000)).isEqualTo(Finding.FINE);
        }
    }

    @Test
    void aReaderForWhomNothingWaitsDoesNotStall() {
        vitals.pumped(false, true, 60_000);
        for (int i = 0; i < 100; i++) {
            assertThat(afterASecond(60_000)).isEqualTo(Finding.FINE);
        }
    }
}
