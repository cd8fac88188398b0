package dev.tidings.identity;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a claim stands: its name or, for a nested one, the names on the way joined by dots. */
record ClaimPath(String path) {

    @Nullable
    String string(JsonObject claims) {
        return find(claims) instanceof String text && !text.isEmpty() ? text : null;
    }

    /** A claim of another type than a list is no groups; entries that are not strings are none either. */
    Set<String> strings(JsonObject claims) {
        if (!(find(claims) instanceof JsonArray values)) {
            return Set.of();
        }
        Set<String> found = new LinkedHashSet<>();
        for (Object value : values) {
            if (value instanceof String text && !text.isEmpty()) {
                found.add(text);
            }
        }
        return found;
    }

    /** A name with dots in it ("https://example.com/groups") is taken before a path is. */
    private @Nullable Object find(JsonObject claims) {
        if (claims.containsKey(path)) {
            return claims.getValue(path);
        }
        Object value = claims;
        for (String name : path.split("\\.", -1)) {
            if (!(value instanceof JsonObject object)) {
                return null;
            }
            value = object.getValue(name);
        }
        return value;
    }
}
