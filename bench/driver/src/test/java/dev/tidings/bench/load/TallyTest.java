package dev.tidings.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bench.load.Sequence.Verdict;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void countsWhatIsNewAsReceivedAndTheRestAsFlaws() {
        tally.event(Verdict.IN_ORDER, 1);
        tally.event(Verdict.OUT_OF_ORDER, 1);
        tally.event(Verdict.REPEATED, 1);
        tally.event(Verdict.LATE, 1);
        tally.foreign();
        tally.closed();
        tally.readDone(99);
        assertThat(tally.received()).isEqualTo(2);
        assertThat(tally.lastAt()).isEqualTo(99);
        assertThat(tally.flaws()).isEqualTo(new Flaws(1, 1, 1, 1, 1));
    }

    @Test
    void samplesOnlyWhileItIsAsked() {
        tally.event(Verdict.IN_ORDER, 1_000);
        tally.beginSampling();
        tally.event(Verdict.IN_ORDER, 2_000_000);
        assertThat(tally.endSampling().getTotalCount()).isEqualTo(1);
        tally.event(Verdict.IN_ORDER, 3_000);
        assertThat(tally.endSampling().getTotalCount()).isEqualTo(1);
    }
}
