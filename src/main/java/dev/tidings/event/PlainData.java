package dev.tidings.event;

/**
 * Checks a value as most are that no header tells of: JSON that is no event, in one pass that makes nothing. Timid, as
 * {@link JsonBytes} is.
 */
final class PlainData {
    private static final byte[] SPECVERSION = JsonBytes.ascii("specversion");

    private PlainData() {}

    /** Whether it is one JSON value, without \\u escapes, and surely no event. */
    static boolean isSure(byte[] bytes, int from, int end) {
        JsonBytes json = new JsonBytes(bytes, from, end);
        int begin = json.blank(from);
        int after = json.is('{', begin) ? afterObject(json, begin) : json.value(begin);
        return after != JsonBytes.UNSURE && json.blank(after) == end;
    }

    /** Of one that has no member of the name that each event has. */
    private static int afterObject(JsonBytes json, int open) {
        int i = json.blank(open + 1);
        if (json.is('}', i)) {
            return i + 1;
        }
        while (json.is('"', i)) {
            int afterName = json.name(i);
            int colon = json.colon(afterName);
            if (colon == JsonBytes.UNSURE || json.is(SPECVERSION, i + 1, afterName - 1)) {
                return JsonBytes.UNSURE;
            }
            int afterValue = json.value(json.blank(colon + 1));
            int next = afterValue == JsonBytes.UNSURE ? JsonBytes.UNSURE : json.blank(afterValue);
            if (json.is('}', next)) {
                return next + 1;
            }
            i = json.is(',', next) ? json.blank(next + 1) : JsonBytes.UNSURE;
        }
        return JsonBytes.UNSURE;
    }
}
