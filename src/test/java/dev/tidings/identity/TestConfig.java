package dev.tidings.identity;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settings as plain values: the defaults, and what the environment says. What makes them of interfaces is not at hand in tests. */
record TestConfig(Map<String, String> environment) {

    /** @param prefix as in a variable: QUARKUS_OIDC_ */
    <T> T of(Class<T> mapping, String prefix) {
        InvocationHandler handler = (proxy, method, arguments) -> method.isDefault()
                ? InvocationHandler.invokeDefault(proxy, method, arguments)
                : value(prefix + variable(method), method);
        return mapping.cast(Proxy.newProxyInstance(mapping.getClassLoader(), new Class<?>[] {mapping}, handler));
    }

    private static String variable(Method method) {
        if (method.isAnnotationPresent(WithParentName.class)) {
            return "";
        }
        WithName named = method.getAnnotation(WithName.class);
        String name = named == null ? method.getName().replaceAll("([a-z])([A-Z])", "$1-$2") : named.value();
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private Object value(String variable, Method method) {
        Class<?> type = method.getReturnType();
        String text = environment.get(variable);
        if (type == Map.class) {
            return map(variable + "_", ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[1]);
        }
        if (type == OptionalInt.class) {
            return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
        }
        if (type == Optional.class) {
            Type of = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
            return Optional.ofNullable(text).map(given -> convert(given, of));
        }
        if (type.isInterface() && type != List.class && type != Set.class) {
            return of(type, variable.endsWith("_") ? variable : variable + "_");
        }
        WithDefault otherwise = method.getAnnotation(WithDefault.class);
        return convert(text == null && otherwise != null ? otherwise.value() : text, method.getGenericReturnType());
    }

    private Map<String, Object> map(String prefix, Type of) {
        Map<String, Object> entries = new TreeMap<>();
        environment.forEach((variable, text) -> {
            if (variable.startsWith(prefix)) {
                entries.put(variable.substring(prefix.length()).toLowerCase(Locale.ROOT), convert(text, of));
            }
        });
        return entries;
    }

    private static Object convert(@Nullable String text, Type type) {
        if (type instanceof ParameterizedType many) {
            List<Object> values = new ArrayList<>();
            for (String each : text == null ? new String[0] : text.split(",", -1)) {
                values.add(convert(each, many.getActualTypeArguments()[0]));
            }
            return many.getRawType() == Set.class ? new HashSet<>(values) : values;
        }
        Map<String, String> one = new HashMap<>();
        one.put("it", text);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(one, "test", 500))
                .build();
        return config.getValue("it", (Class<?>) type);
    }
}
