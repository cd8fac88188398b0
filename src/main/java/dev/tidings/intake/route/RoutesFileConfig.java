package dev.tidings.intake.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where routes may stand beside the configuration: a file that is looked at again and again. */
@ConfigMapping(prefix = "tidings.intake")
public interface RoutesFileConfig {
    /** A YAML file with {@code routes: <name>: {keys as in tidings.routes.<name>.*}}. */
    Optional<String> routesFile();

    /** How often the file is looked at; what changed and is valid is in force at once. */
    @WithDefault("10s")
    Duration routesInterval();
}
