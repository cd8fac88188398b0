package dev.tidings.window;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of the window: a resume from a cursor within them reads nothing from Kafka. */
@ConfigMapping(prefix = "tidings.window")
public interface WindowConfig {
    /** Memory for the recent records of all partitions together, in bytes. */
    @WithDefault("67108864")
    long maxBytes();

    /** The time that a record stays; a fresh pod reads back that far before it is ready. */
    @WithDefault("5m")
    Duration maxAge();
}
