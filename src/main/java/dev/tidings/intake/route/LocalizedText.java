package dev.tidings.intake.route;

import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.DeadReason;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text for people that a route adds to its events, in the locale of the record. One event goes to all of its
 * recipients, so the locale cannot depend on the recipient.
 */
record LocalizedText(
        Map<String, LocalizedText.Templates> byLocale,
        @Nullable Expression locale,
        String defaultLocale) {

    /** The templates of one locale. */
    record Templates(@Nullable Template title, @Nullable Template body) {}

    /** Returns the normal form in which locales are compared: {@code de-at}. */
    static String normalize(String locale) {
        return locale.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Adds title and body to the data; data that is not an object is replaced. */
    Map<Object, Object> putInto(@Nullable Object data, Variables variables) throws DeadException {
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
        String wanted = requestedLocale(variables);
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

    private String requestedLocale(Variables variables) throws DeadException {
        if (locale == null) {
            return "";
        }
        Object found = locale.evaluate(variables);
        if (found != null && !(found instanceof String)) {
            throw locale.failure(DeadReason.EXPRESSION, Types.nameOf(found));
        }
        return found == null ? "" : normalize((String) found);
    }

    /** Returns a copy with normal locale names as keys. */
    static Map<String, Templates> copy(Map<String, Templates> templates) {
        Map<String, Templates> copy = new TreeMap<>();
        templates.forEach((name, each) -> copy.put(normalize(name), each));
        return copy;
    }
}
