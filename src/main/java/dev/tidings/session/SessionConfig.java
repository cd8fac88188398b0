package dev.tidings.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** The bounds of sessions. */
@ConfigMapping(prefix = "tidings.session")
public interface SessionConfig {
    /**
     * The maximum number of sessions of one user; above it the oldest is closed with 4409. This happens at once on one
     * pod, and within seconds on all together, except for users of whom no pod holds
     * {@code tidings.control.announce-from}.
     */
    @WithDefault("10")
    int maxPerUser();

    /** The maximum number of sessions on this pod; above it a handshake gets 503 with {@code Retry-After}. */
    @WithDefault("18000")
    int maxPerPod();

    /**
     * The maximum number of ended sessions that are kept, about 600 bytes each, for {@code tidings.window.max-age}: for
     * that time an operator can query what they got.
     */
    @WithDefault("10000")
    @Min(0)
    int maxRemembered();

    /** The interval of pings; a client that is silent for two of them is closed with 4410. */
    @WithDefault("25s")
    Duration heartbeat();

    /** The time for which a socket may take nothing while events wait for it; then it is closed with 4408. */
    @WithDefault("30s")
    Duration stallTimeout();

    /**
     * The interval at which an idle client is sent its cursor, where the log has moved on. It has to be shorter than
     * {@code tidings.window.max-age}, so that a client that lost its pod resumes from the window.
     */
    @WithDefault("2m")
    Duration cursorInterval();

    /**
     * The maximum age of a session on this pod: it is sent elsewhere after three quarters of this to all of it, so that
     * load spreads again after scaling out. Without a value, sessions have no maximum age.
     */
    Optional<Duration> maxAge();
}
