package dev.tidings.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partition;
import org.junit.jupiter.api.Test;

class ContinuityTest {
    private final Continuity continuity = new Continuity();

    private static Placement at(long next) {
        return new Placement(Partition.of(2), "id", 1, next);
    }

    @Test
    void theFirstBatchBeginsWhereThePartitionWasPlaced() {
        assertThat(continuity.first(at(100), 107)).isEqualTo(100);
    }

    @Test
    void aBatchBeginsWhereTheOneBeforeEndedThoughOffsetsAreMissing() {
        continuity.received(at(100), 120);
        assertThat(continuity.first(at(100), 133)).isEqualTo(120);
    }

    @Test
    void aBatchThatGoesBackBeginsAtItsFirstRecord() {
        continuity.received(at(100), 120);
        assertThat(continuity.first(at(100), 110)).isEqualTo(110);
        assertThat(continuity.goesBack(at(100), 110)).isFalse();
        assertThat(continuity.goesBack(at(100), 0)).isTrue();
    }

    @Test
    void whatWasReadAgainFromAHoleOnAndBeginsAlikeHasNothingBetween() {
        continuity.received(at(100), 120);
        continuity.missed(at(80), 120);
        assertThat(continuity.first(at(80), 110)).isEqualTo(110);
        assertThat(continuity.first(at(80), 120)).isEqualTo(80);
        continuity.written(at(80));
        assertThat(continuity.first(at(80), 120)).isEqualTo(120);
    }

    @Test
    void aNewGenerationKnowsNothingOfTheOneBefore() {
        continuity.received(at(100), 120);
        Placement anew = new Placement(Partition.of(2), "other", 2, 0);
        assertThat(continuity.end(anew)).isZero();
        assertThat(continuity.first(anew, 3)).isZero();
    }
}
