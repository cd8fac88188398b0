package dev.tidings.event;

/**
 * Recognizes the values that most records without a mode have: JSON that is not an event, in one pass without building
 * anything. It is as conservative as {@link JsonBytes}.
 */
final class PlainData {
    private static final byte[] SPECVERSION = JsonBytes.ascii("specversion");

    private PlainData() {}

    /** Returns whether it is one JSON value, without \\u escapes, that is certainly not an event. */
    static boolean isSure(byte[] bytes, int from, int end) {
        JsonBytes json = new JsonBytes(bytes, from, end);
        int begin = json.blank(from);
        int after = json.is('{', begin) ? afterObject(json, begin) : json.value(begin);
        return after != JsonBytes.UNSURE && json.blank(after) == end;
    }

    /** Returns the place after an object without {@code specversion}; {@link JsonBytes#UNSURE} after any other. */
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
