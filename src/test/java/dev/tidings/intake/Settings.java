package dev.tidings.intake;

import dev.tidings.event.TopicsConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings as they are by default, but for some: without what makes them of configuration, which tests do not have. */
record Settings(IntakeConfig intake, TopicsConfig topics) {
    static Settings of(Map<String, String> others) {
        return new Settings(proxy(IntakeConfig.class, others), proxy(TopicsConfig.class, others));
    }

    static TopicsConfig defaultTopics() {
        return of(Map.of()).topics();
    }

    private static <T> T proxy(Class<T> mapping, Map<String, String> others) {
        String prefix = mapping.getAnnotation(ConfigMapping.class).prefix() + ".";
        return mapping.cast(Proxy.newProxyInstance(
                mapping.getClassLoader(), new Class<?>[] {mapping}, (proxy, method, arguments) -> {
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    WithDefault otherwise = method.getAnnotation(WithDefault.class);
                    String key = prefix
                            + method.getName()
                                    .replaceAll("([a-z])([A-Z])", "$1-$2")
                                    .toLowerCase(Locale.ROOT);
                    return converted(method, others.getOrDefault(key, otherwise == null ? null : otherwise.value()));
                }));
    }

    private static Object converted(Method method, @Nullable String value) {
        Class<?> type = method.getReturnType();
        if (type == Optional.class || value == null) {
            return Optional.ofNullable(value);
        }
        if (type == int.class) {
            return Integer.valueOf(value);
        }
        if (type == long.class) {
            return Long.valueOf(value);
        }
        if (type == Duration.class) {
            return new DurationConverter().convert(value);
        }
        return type == IntakeConfig.Start.class ? IntakeConfig.Start.valueOf(value.toUpperCase(Locale.ROOT)) : value;
    }
}
