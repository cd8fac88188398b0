package dev.tidings.format;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attributes of a CloudEvent, checked one by one as they are added, and together in the end. */
final class EventAttributes {
    static final String CONTENT_TYPE = "datacontenttype";
    private static final List<String> REQUIRED = List.of("id", "source", "type");
    private static final int LONGEST_SHOWN = 40;

    private final Map<String, Object> values = new LinkedHashMap<>();

    void add(String name, Object value) throws DeadException {
        requireName(name);
        boolean usable = value instanceof String || value instanceof Long || value instanceof Boolean;
        if (!usable) {
            throw bad(name + ": neither text nor whole number nor boolean (expected: what CloudEvents allow)");
        }
        values.put(name, value);
    }

    Map<String, Object> complete() throws DeadException {
        if (!"1.0".equals(values.get("specversion"))) {
            throw bad("specversion: another one, or none (expected: 1.0)");
        }
        for (String name : REQUIRED) {
            if (!(values.get(name) instanceof String text) || text.isEmpty()) {
                throw bad(name + ": missing (expected: a text)");
            }
        }
        Object time = values.get("time");
        if (time != null && !isTimestamp(time)) {
            throw bad("time: not a timestamp (expected: as RFC 3339 has it)");
        }
        Object contentType = values.get(CONTENT_TYPE);
        if (contentType != null && !(contentType instanceof String)) {
            throw bad(CONTENT_TYPE + ": not a text (expected: a media type)");
        }
        return values;
    }

    private static boolean isTimestamp(Object time) {
        try {
            return time instanceof String text && OffsetDateTime.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static void requireName(String name) throws DeadException {
        boolean allowed = !name.isEmpty() && !name.equals("data");
        for (int i = 0; allowed && i < name.length(); i++) {
            char c = name.charAt(i);
            allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        }
        if (!allowed) {
            String shown = name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "…";
            throw bad(shown + ": no attribute's name (expected: of a-z and 0-9)");
        }
    }

    private static DeadException bad(String sentence) {
        return new DeadException(DeadReason.BAD_ATTRIBUTE, "CloudEvent's " + sentence);
    }
}
