package dev.tidings.settings;

import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;

/** The values of the settings, defaults included. */
record SettingValues(SmallRyeConfig config) {
    boolean isSet(String key) {
        return config.getOptionalValue(key, String.class).isPresent();
    }

    /** Returns the value as it was written. */
    String text(String key) {
        return config.getValue(key, String.class);
    }

    long number(String key) {
        return config.getValue(key, Long.class);
    }

    long nanos(String key) {
        return config.getValue(key, Duration.class).toNanos();
    }
}
