package dev.tidings.session;

import java.time.Duration;

/** The bounds of sessions. */
public record SessionLimits(int perUser, int perPod, Duration heartbeat, Duration stallTimeout, KeepAlive keepAlive) {
    public SessionLimits {
        requirePositive("max-per-user", perUser);
        requirePositive("max-per-pod", perPod);
        requirePositive("heartbeat", heartbeat.toMillis());
        requirePositive("stall-timeout", stallTimeout.toMillis());
    }

    public SessionLimits(int perUser, int perPod, Duration heartbeat, Duration stallTimeout) {
        this(perUser, perPod, heartbeat, stallTimeout, KeepAlive.DEFAULT);
    }

    static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
