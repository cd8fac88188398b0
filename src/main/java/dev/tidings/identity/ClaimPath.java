package dev.tidings.identity;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a claim stands: its name or, for a nested one, the names on the way joined by dots. A name with dots of its own
 * stands in quotes ({@code resource_access."com.example.app".roles}), in which a backslash goes before a quote or backslash.
 */
record ClaimPath(String path, List<String> names) {
    static final String EXPECTED =
            "a claim's name, or names joined by dots; a name that has dots or quotes itself in quotes";

    /** One name and what follows it: a dot, or the end. */
    private static final Pattern NAME =
            Pattern.compile("(?:\"((?:[^\"\\\\]|\\\\[\"\\\\])+)\"|([^.\"\\s][^.\"]*))(\\.|$)");

    /** @throws IllegalArgumentException where it is none; the message says what was expected */
    static ClaimPath parse(String path) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(path);
        boolean more = true;
        for (int at = 0; more; at = name.end()) {
            if (!name.find(at) || name.start() != at) {
                throw new IllegalArgumentException(path + " (expected: " + EXPECTED + ")");
            }
            String plain = name.group(2);
            names.add(plain != null ? plain : name.group(1).replaceAll("\\\\(.)", "$1"));
            more = !name.group(3).isEmpty();
        }
        return new ClaimPath(path, List.copyOf(names));
    }

    /** A text or an integer; an empty one is none. */
    @Nullable
    String text(JsonObject claims) {
        return text(find(claims));
    }

    boolean isIn(JsonObject claims) {
        return find(claims) != null;
    }

    /**
     * A list's entries, one text or integer by itself, or the keys of an object. What is neither text nor integer in a list,
     * and what an object denies by false or null, is left out.
     */
    Set<String> names(JsonObject claims) {
        if (!(find(claims) instanceof JsonObject object)) {
            return texts(claims);
        }
        Set<String> keys = new LinkedHashSet<>();
        object.forEach(entry -> {
            if (entry.getValue() != null && !entry.getValue().equals(false)) {
                add(entry.getKey(), keys);
            }
        });
        return keys;
    }

    /** A list's entries, or one text or integer by itself. */
    Set<String> texts(JsonObject claims) {
        Object value = find(claims);
        return texts(value instanceof JsonArray list ? list.getList() : value);
    }

    static Set<String> texts(@Nullable Object value) {
        Set<String> found = new LinkedHashSet<>();
        if (value instanceof List<?> list) {
            list.forEach(entry -> add(text(entry), found));
        } else {
            add(text(value), found);
        }
        return found;
    }

    private static void add(@Nullable String name, Set<String> found) {
        if (name != null && !name.isBlank()) {
            found.add(name);
        }
    }

    static @Nullable String text(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            return value.toString();
        }
        return value instanceof String text && !text.isEmpty() ? text : null;
    }

    /** A name with dots in it ("https://example.com/groups") is taken before a path is. */
    private @Nullable Object find(JsonObject claims) {
        if (claims.containsKey(path)) {
            return claims.getValue(path);
        }
        Object value = claims;
        for (String name : names) {
            if (!(value instanceof JsonObject object)) {
                return null;
            }
            value = object.getValue(name);
        }
        return value;
    }
}
