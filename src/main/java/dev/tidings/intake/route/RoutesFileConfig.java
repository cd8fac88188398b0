package dev.tidings.intake.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Configures an additional file with routes, which is read again and again. */
@ConfigMapping(prefix = "tidings.intake")
public interface RoutesFileConfig {
    /** A YAML file with {@code routes: <name>: {keys as in tidings.routes.<name>.*}}. */
    Optional<String> routesFile();

    /** Interval at which the file is read; valid changes become active at once. */
    @WithDefault("10s")
    Duration routesInterval();
}
