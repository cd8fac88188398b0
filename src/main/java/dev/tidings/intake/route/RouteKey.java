package dev.tidings.intake.route;

import dev.tidings.settings.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The keys of a route, in the order of the documentation; a star stands for a name that the user chooses. */
enum RouteKey {
    TOPICS("topics"),
    TOPIC_PATTERN("topic-pattern"),
    FORMAT("format", "json"),
    KEY_FORMAT("key-format", "text"),
    WHEN("when"),
    AUDIENCE("audience"),
    USER("user"),
    TYPE("type"),
    SOURCE("source"),
    ID("id"),
    SUBJECT("subject"),
    TIME("time"),
    DATA("data"),
    EXPIRY("expiry"),
    COLLAPSE_KEY("collapse-key"),
    EXTENSIONS("extensions.*"),
    TITLE("text.*.title"),
    BODY("text.*.body"),
    LOCALE("locale"),
    DEFAULT_LOCALE("default-locale"),
    LIMIT_ROUTE("limit.route"),
    LIMIT_RECIPIENT("limit.recipient"),
    LIMIT_EXCESS("limit.excess", "drop"),
    MAX_AUDIENCES("max-audiences", "1000");

    private final String key;
    private final String byDefault;

    RouteKey(String key) {
        this(key, "");
    }

    RouteKey(String key, String byDefault) {
        this.key = key;
        this.byDefault = byDefault;
    }

    String key() {
        return key;
    }

    /** Returns the default, or an empty text if there is none. */
    String defaultValue() {
        return byDefault;
    }

    /** Returns the key with this name: {@code text.de.title}. */
    String of(String name) {
        return key.replace("*", name);
    }

    static Optional<RouteKey> find(List<String> path) {
        return Arrays.stream(values()).filter(each -> each.matches(path)).findFirst();
    }

    private boolean matches(List<String> path) {
        String[] parts = key.split("\\.", -1);
        if (parts.length != path.size()) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].equals("*") && !parts[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether keys may follow below this path, such as {@code text.de}. */
    static boolean isSection(List<String> path) {
        return Arrays.stream(values()).anyMatch(each -> {
            String[] parts = each.key.split("\\.", -1);
            boolean deeper = parts.length > path.size();
            for (int i = 0; deeper && i < path.size(); i++) {
                deeper = parts[i].equals("*") || parts[i].equals(path.get(i));
            }
            return deeper;
        });
    }

    static String nearest(String name) {
        return Nearest.of(name, Arrays.stream(values()).map(RouteKey::key).toList());
    }
}
