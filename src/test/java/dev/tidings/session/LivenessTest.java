package dev.tidings.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.Liveness.Finding;
import dev.tidings.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private static final SessionLimits LIMITS = new SessionLimits(10, 10, Duration.ofHours(1), Duration.ofSeconds(30));

    private final ManualClock clock = new ManualClock();
    private final Liveness liveness = new Liveness(LIMITS, clock, clock.instant().plus(Duration.ofHours(1)), true, 0);

    private Finding afterASecond(long pending) {
        clock.advance(Duration.ofSeconds(1));
        return liveness.check(clock.millis(), pending);
    }

    @Test
    void aReaderThatTakesNothingStalls() {
        liveness.recordPump(true, true, 60_000);
        for (int i = 0; i < 29; i++) {
            assertThat(afterASecond(60_000)).isEqualTo(Finding.FINE);
            liveness.recordPump(true, false, 60_000);
        }
        assertThat(afterASecond(60_000)).isEqualTo(Finding.STALLED);
    }

    @Test
    void aReaderThatTakesSomethingDoesNotStall() {
        liveness.recordPump(true, true, 60_000);
        for (int i = 1; i < 100; i++) {
            liveness.recordPump(true, false, 60_000 - 100 * i);
            assertThat(afterASecond(60_000 - 100 * i)).isEqualTo(Finding.FINE);
        }
    }

    @Test
    void aReaderThatNeverCatchesUpDoesNotStall() {
        for (int i = 0; i < 100; i++) {
            liveness.recordPump(true, true, 64_000);
            assertThat(afterASecond(64_000)).isEqualTo(Finding.FINE);
        }
    }

    @Test
    void aReaderWithoutLagDoesNotStall() {
        liveness.recordPump(false, true, 60_000);
        for (int i = 0; i < 100; i++) {
            assertThat(afterASecond(60_000)).isEqualTo(Finding.FINE);
        }
    }

    /** The seconds until it is found silent; pings are counted, and answered up to that second. */
    private int silentAfter(Liveness beating, int answeredUntil) {
        for (int second = 1; second < 1_000; second++) {
            clock.advance(Duration.ofSeconds(1));
            switch (beating.check(clock.millis(), 0)) {
                case PING_DUE -> {
                    if (second <= answeredUntil) {
                        beating.recordActivity();
                    }
                }
                case SILENT -> {
                    return second;
                }
                default -> {}
            }
        }
        throw new AssertionError("silent: never");
    }

    private Liveness beating() {
        SessionLimits limits = new SessionLimits(10, 10, Duration.ofSeconds(20), Duration.ofSeconds(30));
        return new Liveness(limits, clock, clock.instant().plus(Duration.ofHours(1)), true, 0);
    }

    @Test
    void aSilentClientIsFoundWithinTwoHeartbeats() {
        for (int cut = 0; cut < 60; cut++) {
            assertThat(silentAfter(beating(), cut) - cut).as("cut at %d s", cut).isBetween(20, 40);
        }
    }

    /** Its transport has no way back; only the network can tell that it is gone. */
    @Test
    void aClientThatCannotAnswerIsPingedAndIsNotSilent() {
        Liveness oneWay = new Liveness(LIMITS, clock, clock.instant().plus(Duration.ofDays(1)), false, 0);
        int pings = 0;
        for (int minute = 0; minute < 600; minute++) {
            clock.advance(Duration.ofMinutes(1));
            Finding finding = oneWay.check(clock.millis(), 0);
            assertThat(finding).isIn(Finding.FINE, Finding.PING_DUE);
            pings += finding == Finding.PING_DUE ? 1 : 0;
        }
        assertThat(pings).isEqualTo(10);
    }

    @Test
    void aClientThatAnswersPingsIsNotSilent() {
        Liveness beating = beating();
        for (int second = 0; second < 1_000; second++) {
            clock.advance(Duration.ofSeconds(1));
            Finding finding = beating.check(clock.millis(), 0);
            assertThat(finding).isNotEqualTo(Finding.SILENT);
            if (finding == Finding.PING_DUE) {
                beating.recordActivity();
            }
        }
    }

    @Test
    void aReadingClientIsNotSilentWhenItsPongsAreLate() {
        Liveness beating = beating();
        beating.recordPump(true, true, 60_000);
        for (int second = 1; second < 200; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(beating.check(clock.millis(), 60_000 - second)).isIn(Finding.FINE, Finding.PING_DUE);
        }
    }

    @Test
    void aPauseOfThePodIsNoSilenceOfItsClients() {
        Liveness beating = beating();
        clock.advance(Duration.ofSeconds(100));
        assertThat(beating.check(clock.millis(), 0)).isEqualTo(Finding.PING_DUE);
        assertThat(silentAfter(beating, 0)).isBetween(38, 40);
    }

    @Test
    void aPauseOfThePodStallsNoReader() {
        liveness.recordPump(true, true, 60_000);
        clock.advance(Duration.ofSeconds(100));
        assertThat(liveness.check(clock.millis(), 60_000)).isEqualTo(Finding.FINE);
        for (int i = 0; i < 29; i++) {
            assertThat(afterASecond(60_000)).isEqualTo(Finding.FINE);
        }
        assertThat(afterASecond(60_000)).isEqualTo(Finding.STALLED);
    }
}
