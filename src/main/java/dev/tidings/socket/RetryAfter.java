package dev.tidings.socket;

import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;

/** What clients that are sent away are told to wait: as configured, and up to as much again at random. */
@Singleton
class RetryAfter {
    private final long atLeast;

    RetryAfter(SocketConfig config) {
        this.atLeast = Math.max(1, config.retryAfter().toSeconds());
    }

    /** The header's value. */
    String seconds() {
        return Long.toString(atLeast + ThreadLocalRandom.current().nextLong(atLeast + 1));
    }
}
