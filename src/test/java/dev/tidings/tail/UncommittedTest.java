package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import dev.tidings.testkit.ManualClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UncommittedTest {
    private static final Partition PARTITION = new Partition(Topic.NOTIFICATIONS, 3);
    private static final Partition OTHER = new Partition(Topic.NOTIFICATIONS, 4);

    private final ManualClock clock = new ManualClock();
    private final Uncommitted uncommitted = new Uncommitted(clock);

    /** The broker's word, ten seconds after the last. */
    private void look(long stable, long end) {
        clock.advance(Duration.ofSeconds(10));
        uncommitted.seen(Map.of(PARTITION, end, OTHER, 7L), Map.of(PARTITION, stable, OTHER, 7L), clock.instant());
    }

    @Test
    void aHangingTransactionHoldsBackRecordsForLongerAndLonger() {
        look(5, 9);
        assertThat(uncommitted.records(PARTITION)).isEqualTo(4);
        assertThat(uncommitted.age(PARTITION)).isZero();
        look(5, 20);
        look(5, 30);
        assertThat(uncommitted.records(PARTITION)).isEqualTo(25);
        assertThat(uncommitted.age(PARTITION)).isEqualTo(Duration.ofSeconds(20));
        assertThat(uncommitted.records(OTHER)).isZero();
        assertThat(uncommitted.age(OTHER)).isZero();
    }

    @Test
    void successiveTransactionsHoldBackNothingForLong() {
        for (long stable = 0; stable < 100; stable += 10) {
            look(stable, stable + 5);
            assertThat(uncommitted.age(PARTITION)).isZero();
        }
    }

    @Test
    void anEndedTransactionHoldsBackNothing() {
        look(5, 9);
        look(9, 9);
        assertThat(uncommitted.records(PARTITION)).isZero();
        look(9, 12);
        assertThat(uncommitted.age(PARTITION)).isZero();
    }

    /** Between the two questions the transaction has ended. */
    @Test
    void anOutdatedEndOffsetHoldsBackNothing() {
        look(12, 9);
        assertThat(uncommitted.records(PARTITION)).isZero();
    }
}
