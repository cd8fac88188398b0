package dev.tidings.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainPlanTest {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private static DrainPlan plan(int overlap, @Nullable Integer period, @Nullable Integer grace) {
        return DrainPlan.of(
                new DrainConfig() {
                    @Override
                    public Duration overlap() {
                        return Duration.ofSeconds(overlap);
                    }

                    @Override
                    public Optional<Duration> period() {
                        return Optional.ofNullable(period).map(Duration::ofSeconds);
                    }

                    @Override
                    public Optional<Duration> grace() {
                        return Optional.ofNullable(grace).map(Duration::ofSeconds);
                    }
                },
                CLOSING);
    }

    @Test
    void withoutAGraceThePeriodIsTwentySeconds() {
        assertThat(plan(2, null, null).period()).isEqualTo(Duration.ofSeconds(20));
        assertThat(plan(2, null, null).longest()).isEqualTo(Duration.ofSeconds(31));
        assertThat(plan(2, 7, null).period()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({"5, 60, 36", "5, 120, 96", "2, 22, 1", "0, 30, 11"})
    void thePeriodIsTheRestOfTheGrace(int overlap, int grace, int period) {
        DrainPlan plan = plan(overlap, null, grace);
        assertThat(plan.period()).isEqualTo(Duration.ofSeconds(period));
        assertThat(plan.longest().plus(DrainPlan.MARGIN)).isEqualTo(Duration.ofSeconds(grace));
    }

    @Test
    void aShorterPeriodIsKept() {
        assertThat(plan(5, 10, 60).period()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aPeriodThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> plan(5, 37, 60))
                .hasMessage("Tidings does not start: tidings.drain.period: 37s"
                        + " (expected: at most 36s, which tidings.drain.grace leaves for it)");
    }

    @ParameterizedTest
    @CsvSource({"5, 24", "5, 1", "60, 60"})
    void aGraceThatLeavesNothingIsRefused(int overlap, int grace) {
        assertThatThrownBy(() -> plan(overlap, null, grace))
                .hasMessageStartingWith("Tidings does not start: tidings.drain.grace: ")
                .hasMessageContaining("(expected: > ");
    }
}
