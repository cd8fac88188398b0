package dev.tidings.telemetry;

import java.time.Clock;

/** Limits repeated log messages to some lines a second. Any thread. */
final class LogLimit {
    static final int LINES_PER_SECOND = 10;

    private static final long SECOND_MILLIS = 1_000;

    private final Clock clock;
    private long begun = Long.MIN_VALUE;
    private int lines;

    LogLimit(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean allows() {
        long second = clock.millis() / SECOND_MILLIS;
        if (second != begun) {
            begun = second;
            lines = 0;
        }
        return lines++ < LINES_PER_SECOND;
    }
}
