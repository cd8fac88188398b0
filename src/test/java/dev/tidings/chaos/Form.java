package dev.tidings.chaos;

import java.time.Duration;

/** How long the scenarios are: short in each build, long with {@code -Pfull} and {@code -Pchaos}. */
enum Form {
    SHORT,
    LONG;

    static Form current() {
        return valueOf(System.getProperty("chaos.form", "SHORT"));
    }

    static int of(int inShort, int inLong) {
        return current() == LONG ? inLong : inShort;
    }

    static Duration seconds(int inShort, int inLong) {
        return Duration.ofSeconds(of(inShort, inLong));
    }
}
