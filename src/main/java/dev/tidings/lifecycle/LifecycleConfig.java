package dev.tidings.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this pod begins and ends. */
@ConfigMapping(prefix = "tidings.lifecycle")
public interface LifecycleConfig {
    /** At shutdown each client is told to come back elsewhere after its own random part of this. */
    @WithDefault("5s")
    Duration reconnectSpread();
}
