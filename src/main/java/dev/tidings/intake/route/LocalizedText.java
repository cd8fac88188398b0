package dev.tidings.intake.route;

import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.DeadReason;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text for people that a route puts into its events, in the locale that the record names. One event goes to all of its
 * recipients, so no recipient's own locale can choose.
 */
record LocalizedText(
        Map<String, LocalizedText.Templates> byLocale,
        @Nullable Expression locale,
        String defaultLocale) {

    /** In one locale. */
    record Templates(@Nullable Template title, @Nullable Template body) {}

    /** As locales are compared: {@code de-at}. */
    static String normal(String locale) {
        return locale.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** With title and body in it, in place of what is no object. */
    Map<Object, Object> into(@Nullable Object data, Variables variables) throws DeadException {
        Map<Object, Object> worded = data instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : new LinkedHashMap<>();
        Templates templates = templates(variables);
        put(worded, "title", templates.title(), variables);
        put(worded, "body", templates.body(), variables);
        return worded;
    }

    private static void put(Map<Object, Object> into, String name, @Nullable Template template, Variables variables)
            throws DeadException {
        if (template != null) {
            into.put(name, template.render(variables));
        }
    }

    private Templates templates(Variables variables) throws DeadException {
        String wanted = wanted(variables);
        while (!wanted.isEmpty()) {
            Templates found = byLocale.get(wanted);
            if (found != null) {
                return found;
            }
            wanted = wanted.substring(0, Math.max(0, wanted.lastIndexOf('-')));
        }
        Templates byDefault = byLocale.get(defaultLocale);
        return byDefault == null ? new Templates(null, null) : byDefault;
    }

    private String wanted(Variables variables) throws DeadException {
        if (locale == null) {
            return "";
        }
        Object found = locale.evaluate(variables);
        if (found != null && !(found instanceof String)) {
            throw locale.refused(DeadReason.EXPRESSION, Types.nameOf(found));
        }
        return found == null ? "" : normal((String) found);
    }

    /** By their normal names. */
    static Map<String, Templates> copy(Map<String, Templates> templates) {
        Map<String, Templates> copy = new TreeMap<>();
        templates.forEach((name, each) -> copy.put(normal(name), each));
        return copy;
    }
}
