package dev.tidings.intake.route;

import dev.tidings.intake.route.LocalizedText.Templates;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the keys {@code text.*}, {@code locale} and {@code default-locale} of a route. */
final class LocalizedTextReader {
    private final RouteSettings route;
    private final Violations faults;
    private final CelEnvironment language;

    LocalizedTextReader(RouteSettings route, Violations faults, CelEnvironment language) {
        this.route = route;
        this.faults = faults;
        this.language = language;
    }

    /** Returns the text, or null if the route has none. */
    @Nullable
    LocalizedText read(@Nullable Expression locale) {
        TreeSet<String> names = route.names(RouteKey.TITLE);
        names.addAll(route.names(RouteKey.BODY));
        if (names.isEmpty()) {
            for (RouteKey key : new RouteKey[] {RouteKey.LOCALE, RouteKey.DEFAULT_LOCALE}) {
                if (route.isSet(key)) {
                    faults.add(route.location(key.key())
                            + " is set without text (expected: text.<locale>.title or .body)");
                }
            }
            return null;
        }
        Map<String, Templates> byLocale = new TreeMap<>();
        for (String name : names) {
            Templates templates = new Templates(template(RouteKey.TITLE.of(name)), template(RouteKey.BODY.of(name)));
            if (byLocale.put(LocalizedText.normalize(name), templates) != null) {
                faults.add(route.location("text." + name) + " is set twice (expected: once, whatever its case)");
            }
        }
        return new LocalizedText(byLocale, locale, defaultLocale(byLocale));
    }

    private @Nullable Template template(String key) {
        String text = route.text(key);
        return text == null
                ? null
                : faults.attempt(
                        route.location(key),
                        () -> TemplateReader.read(text, "route " + route.name() + ", " + key, language));
    }

    private String defaultLocale(Map<String, Templates> byLocale) {
        String given = route.text(RouteKey.DEFAULT_LOCALE);
        if (given == null) {
            if (byLocale.size() > 1) {
                faults.add(route.location(RouteKey.DEFAULT_LOCALE.key()) + " is missing (expected: one of "
                        + String.join(", ", byLocale.keySet()) + ")");
            }
            return byLocale.keySet().iterator().next();
        }
        String normal = LocalizedText.normalize(given);
        if (!byLocale.containsKey(normal)) {
            faults.addWrongValue(
                    route, RouteKey.DEFAULT_LOCALE.key(), given, "one of " + String.join(", ", byLocale.keySet()));
        }
        return normal;
    }
}
