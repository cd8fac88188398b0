package dev.tidings.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.route.RoutesConfig.RouteConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The keys of the configuration and of the routes' file are the same. */
class RouteKeyTest {
    @Test
    void eachKeyIsReadFromTheConfiguration() {
        Map<String, String> values = new HashMap<>();
        for (RouteKey key : RouteKey.values()) {
            values.put(key.of("some"), "a value of " + key.name());
        }
        Map<String, String> properties = new HashMap<>();
        values.forEach((key, value) -> properties.put("tidings.routes.orders." + key, value));
        RoutesConfig config = new SmallRyeConfigBuilder()
                .withMapping(RoutesConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(RoutesConfig.class);
        List<RouteSettings> routes = ConfiguredRoutes.of(config);
        assertThat(routes).extracting(RouteSettings::name).containsExactly("orders");
        assertThat(routes.get(0).values()).isEqualTo(values);
    }

    @Test
    void defaultsAreThoseOfTheConfiguration() {
        Map<String, String> defaults = new HashMap<>();
        for (RouteKey key : RouteKey.values()) {
            if (!key.byDefault().isEmpty()) {
                defaults.put(key.key(), key.byDefault());
            }
        }
        Map<String, String> declared = new HashMap<>();
        collect(declared, "", RouteConfig.class.getMethods());
        collect(declared, "limit.", RoutesConfig.LimitConfig.class.getMethods());
        assertThat(defaults).isEqualTo(declared);
    }

    private static void collect(Map<String, String> into, String prefix, Method[] methods) {
        Arrays.stream(methods)
                .filter(method -> method.isAnnotationPresent(WithDefault.class))
                .forEach(method -> into.put(
                        prefix + method.getName().replace("maxAudiences", "max-audiences"),
                        method.getAnnotation(WithDefault.class).value()));
    }
}
