package dev.tidings.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How this pod hands its sessions over when it is told to stop. */
@ConfigMapping(prefix = "tidings.drain")
public interface DrainConfig {
    /**
     * How long after the signal to stop new sessions are still accepted, since load balancers take a while to hear that the
     * pod is not ready; then handshakes get 503.
     */
    @WithDefault("2s")
    Duration overlap();

    /**
     * After the overlap, the time over which sessions are closed in an even pace. By default what the grace leaves for it, or
     * 20 seconds where that is not set either.
     */
    Optional<Duration> period();

    /**
     * How long the platform waits after the signal before it kills ({@code terminationGracePeriodSeconds}). A drain that does
     * not fit in it stops the start.
     */
    Optional<Duration> grace();
}
