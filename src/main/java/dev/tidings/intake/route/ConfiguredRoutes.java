package dev.tidings.intake.route;

import dev.tidings.intake.route.RoutesConfig.RouteConfig;
import dev.tidings.intake.route.RoutesConfig.TextConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the routes of the configuration. */
final class ConfiguredRoutes {
    private ConfiguredRoutes() {}

    static List<RouteSettings> of(RoutesConfig config) {
        return new TreeMap<>(config.routes())
                .entrySet().stream()
                        .map(each -> new RouteSettings(
                                each.getKey(), "tidings.routes." + each.getKey() + ".", values(each.getValue())))
                        .toList();
    }

    private static Map<String, String> values(RouteConfig route) {
        Map<String, String> values = new TreeMap<>();
        route.topics().ifPresent(topics -> values.put(RouteKey.TOPICS.key(), String.join(",", topics)));
        put(values, RouteKey.TOPIC_PATTERN.key(), route.topicPattern());
        values.put(RouteKey.FORMAT.key(), route.format());
        values.put(RouteKey.KEY_FORMAT.key(), route.keyFormat());
        put(values, RouteKey.WHEN.key(), route.when());
        put(values, RouteKey.AUDIENCE.key(), route.audience());
        put(values, RouteKey.USER.key(), route.user());
        attributes(values, route);
        putTexts(values, route);
        put(values, RouteKey.LIMIT_ROUTE.key(), route.limit().route());
        put(values, RouteKey.LIMIT_RECIPIENT.key(), route.limit().recipient());
        values.put(RouteKey.LIMIT_EXCESS.key(), route.limit().excess());
        values.put(RouteKey.MAX_AUDIENCES.key(), route.maxAudiences());
        return values;
    }

    private static void attributes(Map<String, String> values, RouteConfig route) {
        put(values, RouteKey.TYPE.key(), route.type());
        put(values, RouteKey.SOURCE.key(), route.source());
        put(values, RouteKey.ID.key(), route.id());
        put(values, RouteKey.SUBJECT.key(), route.subject());
        put(values, RouteKey.TIME.key(), route.time());
        put(values, RouteKey.DATA.key(), route.data());
        put(values, RouteKey.EXPIRY.key(), route.expiry());
        put(values, RouteKey.COLLAPSE_KEY.key(), route.collapseKey());
        route.extensions().forEach((name, value) -> values.put(RouteKey.EXTENSIONS.of(name), value));
    }

    private static void putTexts(Map<String, String> values, RouteConfig route) {
        for (Map.Entry<String, TextConfig> each : route.text().entrySet()) {
            put(values, RouteKey.TITLE.of(each.getKey()), each.getValue().title());
            put(values, RouteKey.BODY.of(each.getKey()), each.getValue().body());
        }
        put(values, RouteKey.LOCALE.key(), route.locale());
        put(values, RouteKey.DEFAULT_LOCALE.key(), route.defaultLocale());
    }

    private static void put(Map<String, String> values, String key, Optional<String> value) {
        value.ifPresent(text -> values.put(key, text));
    }
}
