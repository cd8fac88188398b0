package dev.tidings.intake.route;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a route as text.
 *
 * @param place the prefix of its keys in messages: {@code tidings.routes.orders.}
 * @param values texts by their keys; a list is joined with commas
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
        return values.getOrDefault(key.key(), key.defaultValue());
    }

    boolean isSet(RouteKey key) {
        return values.containsKey(key.key());
    }

    /** Returns the names in place of the key's star. */
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

    String location(String key) {
        return place + key;
    }
}
