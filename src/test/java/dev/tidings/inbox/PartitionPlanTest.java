package dev.tidings.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.inbox.PartitionPlan.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static Bounds days(String begin, String end) {
        return new Bounds(LocalDate.parse(begin), LocalDate.parse(end));
    }

    private static PartitionPlan plan(List<Bounds> existing, long days) {
        return PartitionPlan.of(existing, Duration.ofDays(days), NOW);
    }

    @Test
    void threeMonthsAreKeptInMonthsAndTwoMoreAreAhead() {
        assertThat(plan(List.of(), 90).create())
                .containsExactly(
                        days("2026-08-01", "2026-09-01"),
                        days("2026-09-01", "2026-10-01"),
                        days("2026-10-01", "2026-11-01"),
                        days("2026-11-01", "2026-12-01"),
                        days("2026-12-01", "2027-01-01"),
                        days("2027-01-01", "2027-02-01"));
    }

    @Test
    void aMonthIsKeptInWeeksAndAWeekInDays() {
        assertThat(plan(List.of(), 30).create())
                .startsWith(days("2026-10-26", "2026-11-02"))
                .endsWith(days("2026-12-07", "2026-12-14"));
        assertThat(plan(List.of(), 7).create())
                .startsWith(days("2026-11-22", "2026-11-23"))
                .endsWith(days("2026-12-01", "2026-12-02"));
    }

    @Test
    void nothingIsDueTwice() {
        assertThat(plan(plan(List.of(), 90).create(), 90)).isEqualTo(new PartitionPlan(List.of(), List.of()));
    }

    @Test
    void whatEndedBeforeTheRetentionIsDroppedAsAWhole() {
        List<Bounds> existing = new ArrayList<>(plan(List.of(), 90).create());
        existing.add(days("2026-06-01", "2026-07-01"));
        existing.add(days("2026-07-01", "2026-08-01"));
        assertThat(plan(existing, 90).drop())
                .containsExactly(days("2026-06-01", "2026-07-01"), days("2026-07-01", "2026-08-01"));
        assertThat(plan(existing, 150).drop()).containsExactly(days("2026-06-01", "2026-07-01"));
    }

    @Test
    void anotherRetentionFillsWhatIsLeftBetweenTheSpansOfTheOneBefore() {
        List<Bounds> months = plan(List.of(), 90).create();
        List<Bounds> all = new ArrayList<>(months);
        PartitionPlan weeks = plan(months, 30);
        assertThat(weeks.create()).isEmpty();
        assertThat(weeks.drop()).containsExactly(days("2026-08-01", "2026-09-01"), days("2026-09-01", "2026-10-01"));
        List<Bounds> someWeeks = plan(List.of(), 30).create();
        all.clear();
        all.addAll(someWeeks);
        all.addAll(plan(someWeeks, 90).create());
        all.sort((a, b) -> a.begin().compareTo(b.begin()));
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).begin()).isEqualTo(all.get(i - 1).end());
        }
        assertThat(all.get(0).begin()).isEqualTo("2026-08-01");
        assertThat(all.get(all.size() - 1).end()).isEqualTo("2027-02-01");
    }
}
