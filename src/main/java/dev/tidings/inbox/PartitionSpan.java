package dev.tidings.inbox;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** The time that one partition of {@code inbox_item} covers; days begin in UTC. */
enum PartitionSpan {
    DAY {
        @Override
        LocalDate start(LocalDate day) {
            return day;
        }

        @Override
        LocalDate next(LocalDate start) {
            return start.plus(1, ChronoUnit.DAYS);
        }
    },
    WEEK {
        @Override
        LocalDate start(LocalDate day) {
            return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }

        @Override
        LocalDate next(LocalDate start) {
            return start.plus(1, ChronoUnit.WEEKS);
        }
    },
    MONTH {
        @Override
        LocalDate start(LocalDate day) {
            return day.withDayOfMonth(1);
        }

        @Override
        LocalDate next(LocalDate start) {
            return start.plus(1, ChronoUnit.MONTHS);
        }
    };

    private static final Duration UP_TO_DAYS = Duration.ofDays(10);
    private static final Duration UP_TO_WEEKS = Duration.ofDays(70);

    /** Returns the start of the span that holds that day. */
    abstract LocalDate start(LocalDate day);

    /** Returns the start of the span after that one. */
    abstract LocalDate next(LocalDate start);

    /** Selects a span of which a retention has some four to twelve: few enough to be probed for each list. */
    static PartitionSpan of(Duration retention) {
        if (retention.compareTo(UP_TO_DAYS) <= 0) {
            return DAY;
        }
        return retention.compareTo(UP_TO_WEEKS) <= 0 ? WEEK : MONTH;
    }
}
