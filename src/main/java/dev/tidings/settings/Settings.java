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

/** The keys {@code tidings.*} that exist, and the check for unknown ones. */
public final class Settings {
    /** The variables that Kubernetes sets in each pod for a service named tidings, or tidings-something. */
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

    /** Collects keys as SmallRye reads them: each entry of a map is a key, our interfaces have keys of their own. */
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

    /** Returns the key's last part in kebab case. */
    private static String key(Method method) {
        return method.getName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Returns each key, and the method that declares it. */
    public Map<String, Method> keys() {
        return keys;
    }

    /** Returns a sentence for each name that is meant for Tidings and is unknown. */
    public List<String> unknown(Iterable<String> names) {
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            boolean ours = name.startsWith("tidings.") || name.startsWith("TIDINGS_");
            // The keys tidings.local.* belong to dev mode.
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

    /**
     * Returns whether the name is of the key. Dots and dashes look alike in variables, so the part that a user chooses
     * may have any number of words there.
     */
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

    /** Returns a pattern for a key: a map's entries have names of their own, a list's have numbers. */
    private static Pattern pattern(String key, UnaryOperator<String> part, String given, String number) {
        String pattern = Arrays.stream(key.split("\\*", -1)).map(part).collect(Collectors.joining(given));
        return Pattern.compile(key.endsWith("*") ? pattern : pattern + number);
    }

    /** Returns the name as an environment variable (MicroProfile's rule), so that both spellings compare as equal. */
    public static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private String nearest(String name) {
        return name.startsWith("tidings.")
                ? Nearest.of(name, keys.keySet())
                : Nearest.of(
                        name, keys.keySet().stream().map(Settings::variables).toList());
    }

    /** Returns the variable of all entries of a map together. */
    private static String variables(String key) {
        return Arrays.stream(key.split("\\*", -1)).map(Settings::variable).collect(Collectors.joining("*"));
    }
}
