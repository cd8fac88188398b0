package dev.tidings.bench.load;

import static dev.tidings.bench.load.Sequence.Verdict.IN_ORDER;
import static dev.tidings.bench.load.Sequence.Verdict.LATE;
import static dev.tidings.bench.load.Sequence.Verdict.OUT_OF_ORDER;
import static dev.tidings.bench.load.Sequence.Verdict.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceTest {
    private final Sequence sequence = new Sequence(5);

    @Test
    void losesNothingWhenAllComes() {
        assertThat(sequence.take(5)).isEqualTo(IN_ORDER);
        assertThat(sequence.take(6)).isEqualTo(IN_ORDER);
        assertThat(sequence.lost(7)).isZero();
    }

    @Test
    void countsWhatWasSkippedAndWhatHasNotComeAtTheEnd() {
        sequence.take(7);
        assertThat(sequence.lost(9)).isEqualTo(3);
    }

    @Test
    void tellsALateOneFromARepeatedOne() {
        sequence.take(7);
        assertThat(sequence.take(6)).isEqualTo(OUT_OF_ORDER);
        assertThat(sequence.take(6)).isEqualTo(REPEATED);
        assertThat(sequence.take(7)).isEqualTo(REPEATED);
        assertThat(sequence.lost(8)).isEqualTo(1);
    }

    @Test
    void doesNotWaitForWhatWasLostInAnEarlierWork() {
        sequence.take(5);
        sequence.settle(10);
        assertThat(sequence.lost(10)).isZero();
        assertThat(sequence.take(8)).isEqualTo(LATE);
        assertThat(sequence.take(10)).isEqualTo(IN_ORDER);
    }
}
