package dev.tidings.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** The settings and services that all sessions of this pod share. */
record SessionContext(
        Clock clock, RandomGenerator random, SessionLimits limits, SessionMetrics metrics, ReplaySource replays) {
    private static final long ROTATION_NOTICE_MILLIS = 5000;

    Liveness newLiveness(Instant expires, ClientChannel channel) {
        return new Liveness(limits, clock, expires, channel.isTwoWay(), random.nextDouble());
    }

    CursorNotifier newNotifier(Streams streams, ClientChannel channel) {
        return new CursorNotifier(
                streams, channel, limits.keepAlive().cursorInterval(), clock.millis(), random.nextDouble());
    }

    /** Returns the time from now at which a session that has reached its age is closed. */
    Duration rotationDelay() {
        return Duration.ofMillis(random.nextLong(1, ROTATION_NOTICE_MILLIS));
    }
}
