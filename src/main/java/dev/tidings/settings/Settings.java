package dev.tidings.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The keys {@code tidings.*} that there are, and what is wrong with others. */
public final class Settings {
    /** What Kubernetes sets in each pod beside a service that is called tidings, or tidings-something. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "TIDINGS(_.*)?_(SERVICE_(HOST|PORT(_.*)?)|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private final Map<String, Method> keys = new TreeMap<>();

    public Settings(Collection<Class<?>> mappings) {
        for (Class<?> mapping : mappings) {
            collect(mapping.getAnnotation(ConfigMapping.class).prefix() + ".", mapping);
        }
    }

    private void collect(String prefix, Class<?> group) {
        for (Method method : group.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                collect(method.isAnnotationPresent(WithParentName.class) ? prefix : prefix + key(method) + ".", method);
            }
        }
    }

    /** As SmallRye reads it: of a map each entry is a key, and what is an interface of ours has keys of its own. */
    private void collect(String prefix, Method method) {
        Type type = method.getGenericReturnType();
        String name = prefix;
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            name += "*.";
            type = map.getActualTypeArguments()[1];
        }
        if (type instanceof Class<?> group && group.isInterface()) {
            collect(name, group);
        } else {
            keys.put(name.substring(0, name.length() - 1), method);
        }
    }

    /** In kebab case. */
    private static String key(Method method) {
        return method.getName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Each key, and the method that declares it. */
    public Map<String, Method> keys() {
        return keys;
    }

    /** A sentence for each name that is meant for Tidings and that it does not know. */
    public List<String> unknown(Iterable<String> names) {
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            boolean ours = name.startsWith("tidings.") || name.startsWith("TIDINGS_");
            // tidings.local.* is dev mode's own.
            if (ours && !variable(name).startsWith("TIDINGS_LOCAL_") && !isServiceLink(name) && !isKnown(name)) {
                unknown.add(name + " is not known (nearest: " + nearest(name) + ")");
            }
        }
        return unknown;
    }

    private static boolean isServiceLink(String name) {
        return SERVICE_LINK.matcher(variable(name)).matches();
    }

    private boolean isKnown(String name) {
        return keys.keySet().stream().anyMatch(key -> matches(key, name));
    }

    /** As variables dots and dashes look alike, so there a name that a user gives may be of any number of words. */
    private static boolean matches(String key, String name) {
        boolean alike = pattern(key, Settings::variable, ".+", "(_\\d+_)?")
                .matcher(variable(name))
                .matches();
        boolean inside = key.contains("*.") && name.startsWith("tidings.");
        return alike
                && (!inside
                        || pattern(key, Pattern::quote, "(\"[^\"]+\"|[^.\"]+)", "(\\[\\d+\\])?")
                                .matcher(name)
                                .matches());
    }

    /** A map's entries have names of their own, a list's have numbers. */
    private static Pattern pattern(String key, UnaryOperator<String> part, String given, String number) {
        String pattern = Arrays.stream(key.split("\\*", -1)).map(part).collect(Collectors.joining(given));
        return Pattern.compile(key.endsWith("*") ? pattern : pattern + number);
    }

    /** As an environment variable, by MicroProfile's rule: so that both ways to write a key are compared as one. */
    public static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private String nearest(String name) {
        return name.startsWith("tidings.")
                ? Nearest.of(name, keys.keySet())
                : Nearest.of(
                        name, keys.keySet().stream().map(Settings::variables).toList());
    }

    /** Of all entries of a map together. */
    private static String variables(String key) {
        return Arrays.stream(key.split("\\*", -1)).map(Settings::variable).collect(Collectors.joining("*"));
    }
}
