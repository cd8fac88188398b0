package dev.tidings.lifecycle;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Locale;

/** The schedule of a drain. One number, the platform's grace, is enough to compute it. */
record DrainPlan(Duration overlap, Duration period, Duration closing) {
    /** Sessions are checked once a second, and their slot may be late by this time. */
    static final Duration LATENESS = Duration.ofSeconds(2);
    /** Time that the process needs to end after the last connection is closed, with some reserve. */
    static final Duration MARGIN = Duration.ofSeconds(10);

    private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(20);

    /** Computes the plan. A period that is not set is the rest of the grace. */
    static DrainPlan of(DrainConfig config, Duration closing) {
        DrainPlan withoutPeriod = new DrainPlan(config.overlap(), Duration.ZERO, closing);
        if (config.grace().isEmpty()) {
            return withoutPeriod.lasting(config.period().orElse(DEFAULT_PERIOD));
        }
        Duration around = withoutPeriod.longest().plus(MARGIN);
        Duration grace = config.grace().orElseThrow();
        Duration left = grace.minus(around);
        if (left.isNegative() || left.isZero()) {
            throw wrong(
                    "tidings.drain.grace", grace, "> " + text(around) + ", which overlap, closing and stopping take");
        }
        Duration period = config.period().orElse(left);
        if (period.compareTo(left) > 0) {
            throw wrong(
                    "tidings.drain.period",
                    period,
                    "at most " + text(left) + ", which tidings.drain.grace leaves for it");
        }
        return withoutPeriod.lasting(period);
    }

    private DrainPlan lasting(Duration other) {
        return new DrainPlan(overlap, other, closing);
    }

    /** Returns the longest time from the signal to the close of the last connection. */
    Duration longest() {
        return overlap.plus(period).plus(LATENESS).plus(closing).plus(LATENESS);
    }

    private static ConfigurationException wrong(String key, Duration value, String expected) {
        return new ConfigurationException(
                "Tidings does not start: " + key + ": " + text(value) + " (expected: " + expected + ")");
    }

    /** Returns the duration as it is written in a configuration. */
    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
