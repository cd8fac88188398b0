package dev.tidings.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The content of the answer to an accepted request: the preference {@code return} of RFC 7240. */
public enum Preference {
    /** The position of each event. */
    REPRESENTATION,
    /** No body. */
    MINIMAL;

    static final String HEADER = "Prefer";
    static final String APPLIED = "Preference-Applied";

    private static final String NAME = "return";

    /** Returns the first preference {@code return} in these headers; null if it is missing or unknown. */
    static @Nullable Preference in(List<String> headers) {
        for (String each : split(String.join(",", headers), ',')) {
            List<String> pair = split(split(each, ';').get(0), '=');
            if (pair.size() == 2 && pair.get(0).strip().equalsIgnoreCase(NAME)) {
                return of(pair.get(1).replace("\"", "").strip());
            }
        }
        return null;
    }

    private static @Nullable Preference of(String value) {
        for (Preference each : values()) {
            if (each.label().equalsIgnoreCase(value)) {
                return each;
            }
        }
        return null;
    }

    /** Splits at separators outside of quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value of the header {@code Preference-Applied}. */
    String applied() {
        return NAME + "=" + label();
    }
}
