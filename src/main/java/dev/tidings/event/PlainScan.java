package dev.tidings.event;

import java.util.Arrays;

/**
 * Checks a structured event as nearly all of them are, in one pass that makes nothing: the required attributes as strings,
 * none that Tidings acts on, and else any JSON. It may leave to the parser what it likes, and must never take what the parser
 * would not.
 */
final class PlainScan {
    private static final byte[][] REQUIRED = {
        JsonBytes.ascii("specversion"), JsonBytes.ascii("id"), JsonBytes.ascii("source"), JsonBytes.ascii("type")
    };
    private static final int SPECVERSION = 0;
    private static final int ALL = 0b1111;
    private static final byte[][] ACTED_ON = {
        JsonBytes.ascii(Terms.EXPIRYTIME),
        JsonBytes.ascii(Terms.COLLAPSEKEY),
        JsonBytes.ascii("cursor"),
        JsonBytes.ascii(HeaderBlock.TRACEPARENT)
    };
    private static final byte[] ONE_POINT_ZERO = JsonBytes.ascii("\"1.0\"");
    private static final int SHORTEST =
            Arrays.stream(REQUIRED).mapToInt(name -> name.length).min().orElseThrow();
    private static final int LONGEST =
            Arrays.stream(REQUIRED).mapToInt(name -> name.length).max().orElseThrow();

    private final JsonBytes json;
    private int seen;

    private PlainScan(JsonBytes json) {
        this.json = json;
    }

    /** Where the brace stands that ends the event, or {@link JsonBytes#UNSURE}. */
    static int closingBrace(byte[] bytes, int from, int end) {
        return new PlainScan(new JsonBytes(bytes, from, end)).closingBrace();
    }

    private int closingBrace() {
        int open = json.blank(json.from());
        int i = json.is('{', open) ? json.blank(open + 1) : JsonBytes.UNSURE;
        while (json.is('"', i)) {
            int afterName = json.string(i);
            int colon = json.colon(afterName);
            int value = colon == JsonBytes.UNSURE ? JsonBytes.UNSURE : json.blank(colon + 1);
            int afterValue = colon == JsonBytes.UNSURE ? JsonBytes.UNSURE : json.value(value);
            if (afterValue == JsonBytes.UNSURE || !see(i + 1, afterName - 1, value, afterValue)) {
                return JsonBytes.UNSURE;
            }
            int next = json.blank(afterValue);
            if (json.is('}', next)) {
                boolean whole = seen == ALL && json.blank(next + 1) == json.end();
                return whole ? next : JsonBytes.UNSURE;
            }
            i = json.is(',', next) ? json.blank(next + 1) : JsonBytes.UNSURE;
        }
        return JsonBytes.UNSURE;
    }

    /** Takes note of an attribute; false where the parser has to look at it. */
    private boolean see(int nameFrom, int nameEnd, int valueFrom, int valueEnd) {
        int required = indexOf(REQUIRED, nameFrom, nameEnd);
        if (required < 0) {
            return indexOf(ACTED_ON, nameFrom, nameEnd) < 0 && !hasEscape(nameFrom, nameEnd);
        }
        int bit = 1 << required;
        boolean usable = (seen & bit) == 0 && json.is('"', valueFrom) && valueEnd - valueFrom > 2;
        seen |= bit;
        return usable && (required != SPECVERSION || json.is(ONE_POINT_ZERO, valueFrom, valueEnd));
    }

    private int indexOf(byte[][] names, int nameFrom, int nameEnd) {
        int length = nameEnd - nameFrom;
        if (length < SHORTEST || length > LONGEST) {
            return -1;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].length == length && json.is(names[i], nameFrom, nameEnd)) {
                return i;
            }
        }
        return -1;
    }

    /** It may be another spelling of any name. */
    private boolean hasEscape(int nameFrom, int nameEnd) {
        for (int i = nameFrom; i < nameEnd; i++) {
            if (json.is('\\', i)) {
                return true;
            }
        }
        return false;
    }
}
