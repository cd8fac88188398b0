package dev.tidings.settings;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses to start with unused settings under {@code tidings.}, since a misspelt limit would silently have its default.
 * SmallRye's own check leaves out environment variables and misspelt sections.
 */
@Singleton
class UnknownSettings {

    void refuse(@Observes @Priority(1) StartupEvent start, BeanManager beans, SmallRyeConfig config) {
        List<String> unknown = settings(beans).unknown(config.getPropertyNames());
        if (!unknown.isEmpty()) {
            throw new ConfigurationException("Tidings does not start: " + String.join("; ", unknown));
        }
    }

    /** Returns the settings of all mappings of ours. */
    static Settings settings(BeanManager beans) {
        return new Settings(mappings(beans));
    }

    private static Set<Class<?>> mappings(BeanManager beans) {
        return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .flatMap(bean -> bean.getTypes().stream())
                .filter(Class.class::isInstance)
                .map(type -> (Class<?>) type)
                .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                .filter(type -> type.getPackageName().startsWith("dev.tidings."))
                .collect(Collectors.toSet());
    }
}
