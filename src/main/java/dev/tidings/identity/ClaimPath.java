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
 * The path of a claim: its name or, for a nested claim, the names on the path joined by dots. A name that contains dots
 * is quoted ({@code resource_access."com.example.app".roles}). In quotes, a backslash escapes a quote or a backslash.
 */
public record ClaimPath(String path, List<String> names) {
    static final String EXPECTED =
            "a claim's name, or names joined by dots; a name that has dots or quotes itself in quotes";

    /** A name and its end: a dot, or the end of the path. */
    private static final Pattern NAME =
            Pattern.compile("(?:\"((?:[^\"\\\\]|\\\\[\"\\\\])+)\"|([^.\"\\s][^.\"]*))(\\.|$)");

    /**
     * Parses a path.
     *
     * @throws IllegalArgumentException if the text is no path; the message names what was expected
     */
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

    /** Returns a text or an integer as text. An empty text counts as missing. */
    @Nullable
    String text(JsonObject claims) {
        return text(find(claims));
    }

    boolean isIn(JsonObject claims) {
        return find(claims) != null;
    }

    /**
     * Returns a list's entries, a single text or integer, or the keys of an object. Entries that are neither text nor
     * integer are left out, and so are keys whose value is false or null.
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

    /** Returns a list's entries, or a single text or integer. */
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

    public static @Nullable String text(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            return value.toString();
        }
        return value instanceof String text && !text.isEmpty() ? text : null;
    }

    /** Returns the claim. A claim named like the whole path ("https://example.com/groups") has precedence. */
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
