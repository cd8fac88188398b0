package dev.tidings;

import io.smallrye.config.ConfigMapping;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The keys {@code tidings.*} that there are, and what is wrong with others. */
final class Settings {
    /** What Kubernetes sets in each pod beside a service that is called tidings, or tidings-something. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "TIDINGS(_.*)?_(SERVICE_(HOST|PORT(_.*)?)|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private final Map<String, Method> keys = new TreeMap<>();

    Settings(Collection<Class<?>> mappings) {
        for (Class<?> mapping : mappings) {
            String prefix = mapping.getAnnotation(ConfigMapping.class).prefix() + ".";
            for (Method method : mapping.getMethods()) {
                if (Modifier.isAbstract(method.getModifiers())) {
                    keys.put(prefix + key(method), method);
                }
            }
        }
    }

    /** As SmallRye names it: in kebab case; of a map, each entry is a key. */
    private static String key(Method method) {
        String name = method.getName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        return method.getReturnType() == Map.class ? name + ".*" : name;
    }

    /** Each key, and the method that declares it. */
    Map<String, Method> keys() {
        return keys;
    }

    /** A sentence for each name that is meant for Tidings and that it does not know. */
    List<String> unknown(Iterable<String> names) {
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            String variable = variable(name);
            boolean ours = name.startsWith("tidings.") || name.startsWith("TIDINGS_");
            // tidings.local.* is dev mode's own.
            if (ours && !variable.startsWith("TIDINGS_LOCAL_") && !isServiceLink(name) && !isKnown(variable)) {
                unknown.add(name + " is not known (nearest: " + nearest(name) + ")");
            }
        }
        return unknown;
    }

    private static boolean isServiceLink(String name) {
        return SERVICE_LINK.matcher(variable(name)).matches();
    }

    private boolean isKnown(String variable) {
        return keys.keySet().stream()
                .anyMatch(key -> pattern(key).matcher(variable).matches());
    }

    /** A map's entries have names of their own, a list's have numbers. */
    private static Pattern pattern(String key) {
        boolean map = key.endsWith(".*");
        return Pattern.compile(map ? variable(key.substring(0, key.length() - 1)) + ".+" : variable(key) + "(_\\d+_)?");
    }

    /** As an environment variable, by MicroProfile's rule: so that both ways to write a key are compared as one. */
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private String nearest(String name) {
        return keys.keySet().stream()
                .min(Comparator.comparingInt(key -> distance(variable(key), variable(name))))
                .map(key -> name.startsWith("tidings.") ? key : variable(key))
                .orElse("none");
    }

    /** How many characters have to be changed, added or taken away (Levenshtein). */
    private static int distance(String a, String b) {
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(last[j], row[j - 1]));
            }
            last = row;
        }
        return last[b.length()];
    }
}
