package dev.tidings.intake.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.intake.route.RoutesConfig.RouteConfig;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The keys of the configuration and of the routes' file are the same. */
class RouteKeyTest {
    @Test
    void eachKeyIsReadFromTheConfiguration() {
        Map<String, String> values = new HashMap<>();
        for (RouteKey key : RouteKey.values()) {
            values.put(key.of("some"), "a value of " + key.name());
        }
        RoutesConfig config = (RoutesConfig) section(RoutesConfig.class, "", values);
        List<RouteSettings> routes = ConfiguredRoutes.of(config);
        assertThat(routes).extracting(RouteSettings::name).containsExactly("some");
        assertThat(routes.get(0).values()).isEqualTo(values);
    }

    /** As SmallRye would make it of these values, each map having the one entry "some". */
    private static Object section(Class<?> type, String prefix, Map<String, String> values) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            String name = method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            String key = type == RoutesConfig.class ? prefix : prefix + name;
            String generic = method.getGenericReturnType().getTypeName();
            if (method.getReturnType() == Map.class) {
                Type entry = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[1];
                String of = key.isEmpty() ? "" : key + ".some";
                return Map.of(
                        "some",
                        entry == String.class
                                ? values.get(of)
                                : section((Class<?>) entry, of + (of.isEmpty() ? "" : "."), values));
            }
            if (generic.contains("List")) {
                return Optional.of(List.of(values.get(key)));
            }
            if (method.getReturnType() == Optional.class) {
                return Optional.of(values.get(key));
            }
            return method.getReturnType() == String.class
                    ? values.get(key)
                    : section(method.getReturnType(), key + ".", values);
        });
    }

    @Test
    void defaultsEqualThoseOfTheConfiguration() {
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
                        prefix + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT),
                        method.getAnnotation(WithDefault.class).value()));
    }
}
