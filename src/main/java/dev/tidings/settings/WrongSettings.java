package dev.tidings.settings;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses to start with invalid values: out of their range, or in contradiction to others. It is created before any
 * bean of {@code Assembly}, which may be before the start event.
 */
@Singleton
public class WrongSettings {

    WrongSettings(BeanManager beans, SmallRyeConfig config) {
        SettingValues values = new SettingValues(config);
        List<String> wrong = new ArrayList<>(Ranges.violations(UnknownSettings.settings(beans), values));
        if (wrong.isEmpty()) {
            wrong.addAll(Contradictions.in(values));
        }
        if (!wrong.isEmpty()) {
            throw new ConfigurationException("Tidings does not start: " + String.join("; ", wrong));
        }
    }

    /** Creates this bean at the start event at the latest. */
    void check(@Observes @Priority(2) StartupEvent start) {}
}
