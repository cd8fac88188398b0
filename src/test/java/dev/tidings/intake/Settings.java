package dev.tidings.intake;

import dev.tidings.event.TopicsConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** The settings as they are, but for some. */
record Settings(IntakeConfig intake, TopicsConfig topics) {
    static Settings of(Map<String, String> others) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(IntakeConfig.class)
                .withMapping(TopicsConfig.class)
                .withSources(new PropertiesConfigSource(others, "test", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .build();
        return new Settings(config.getConfigMapping(IntakeConfig.class), config.getConfigMapping(TopicsConfig.class));
    }

    static TopicsConfig defaultTopics() {
        return of(Map.of()).topics();
    }
}
