package dev.tidings.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this pod hands its sessions over when it is told to stop. */
@ConfigMapping(prefix = "tidings.drain")
public interface DrainConfig {
    /**
     * How long after the signal to stop new sessions are still accepted, since load balancers take a while to hear that the
     * pod is not ready; then handshakes get 503.
     */
    @WithDefault("2s")
    Duration overlap();

    /** After the overlap, the time over which sessions are closed in an even pace. */
    @WithDefault("20s")
    Duration period();
}
