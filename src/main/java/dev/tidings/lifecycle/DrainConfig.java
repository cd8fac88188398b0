package dev.tidings.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The settings for handing sessions over when this pod stops. */
@ConfigMapping(prefix = "tidings.drain")
public interface DrainConfig {
    /**
     * Time after the signal to stop in which new sessions are still accepted, since load balancers take a while to
     * notice that the pod is not ready. Then handshakes get 503.
     */
    @WithDefault("2s")
    Duration overlap();

    /**
     * Time after the overlap over which sessions are closed at an even pace. The default is the rest of the grace, or
     * 20 seconds if that is not set either.
     */
    Optional<Duration> period();

    /**
     * Time that the platform waits between the signal and the kill ({@code terminationGracePeriodSeconds}). A drain
     * that does not fit into it prevents the start.
     */
    Optional<Duration> grace();
}
