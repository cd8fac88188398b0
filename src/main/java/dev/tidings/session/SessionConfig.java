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
     * Sessions of one user; over it the oldest is closed with 4409. At once on one pod; on all together within seconds, but
     * of users of whom no pod holds {@code tidings.control.announce-from}.
     */
    @WithDefault("10")
    int maxPerUser();

    /** Sessions on this pod; over it a handshake gets 503 with {@code Retry-After}. */
    @WithDefault("18000")
    int maxPerPod();

    /**
     * Sessions that have ended and are remembered, about 600 bytes each, for {@code tidings.window.max-age}: so long an
     * operator can ask what they got.
     */
    @WithDefault("10000")
    @Min(0)
    int maxRemembered();

    /** How often a ping goes out; a client silent for the time of two is closed with 4410. */
    @WithDefault("25s")
    Duration heartbeat();

    /** How long a socket may take nothing while events wait for it; then it is closed with 4408. */
    @WithDefault("30s")
    Duration stallTimeout();

    /**
     * How often an idle client is told how far it has got, where the log has moved on. Has to be shorter than
     * {@code tidings.window.max-age}, so that a client that lost its pod resumes from the window.
     */
    @WithDefault("2m")
    Duration cursorInterval();

    /**
     * How long a session may stay on this pod: it is sent elsewhere after three quarters of this to all of it, so that load
     * spreads again after scaling out. Not set: as long as it likes.
     */
    Optional<Duration> maxAge();
}
