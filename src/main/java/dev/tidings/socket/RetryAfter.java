package dev.tidings.socket;

import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;

/** Computes how long refused clients wait: as configured, plus up to the same time at random. */
@Singleton
class RetryAfter {
    private final long atLeast;

    RetryAfter(SocketConfig config) {
        this.atLeast = Math.max(1, config.retryAfter().toSeconds());
    }

    /** Returns the header's value, in seconds. */
    String seconds() {
        return Long.toString(atLeast + ThreadLocalRandom.current().nextLong(atLeast + 1));
    }
}
