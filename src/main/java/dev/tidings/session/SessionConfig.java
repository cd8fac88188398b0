package dev.tidings.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of sessions. */
@ConfigMapping(prefix = "tidings.session")
public interface SessionConfig {
    /** Sessions of one user on this pod; over it the oldest is closed with 4409. */
    @WithDefault("10")
    int maxPerUser();

    /** Sessions on this pod; over it a handshake gets 503 with {@code Retry-After}. */
    @WithDefault("18000")
    int maxPerPod();

    /** How often a ping goes out; a client silent for the time of two is closed with 4410. */
    @WithDefault("25s")
    Duration heartbeat();

    /** How long a socket may take nothing while events wait for it; then it is closed with 4408. */
    @WithDefault("30s")
    Duration stallTimeout();
}
