package dev.tidings.intake.route;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A route as somebody wrote it.
 *
 * @param place what stands before a key of it, so that a fault can be found: {@code tidings.routes.orders.}
 * @param values by their keys, a list's elements with commas between them
 */
record RouteSettings(String name, String place, Map<String, String> values) {
    RouteSettings {
        values = new TreeMap<>(values);
    }

    @Nullable
    String text(RouteKey key) {
        return text(key.key());
    }

    @Nullable
    String text(String key) {
        return values.get(key);
    }

    String textOrDefault(RouteKey key) {
        return values.getOrDefault(key.key(), key.byDefault());
    }

    boolean isSet(RouteKey key) {
        return values.containsKey(key.key());
    }

    /** The names that stand where the key has its star. */
    TreeSet<String> names(RouteKey key) {
        int star = key.key().indexOf('*');
        String before = key.key().substring(0, star);
        String after = key.key().substring(star + 1);
        TreeSet<String> names = new TreeSet<>();
        for (String each : values.keySet()) {
            if (each.startsWith(before) && each.endsWith(after) && each.length() > star + after.length()) {
                names.add(each.substring(star, each.length() - after.length()));
            }
        }
        return names;
    }

    String where(String key) {
        return place + key;
    }
}
