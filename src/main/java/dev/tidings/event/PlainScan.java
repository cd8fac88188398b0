package dev.tidings.event;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Checks a structured event in the form that nearly all have, in one pass without building anything: valid attributes,
 * none that Tidings acts on, and any other JSON. It may leave any event to the parser, and must never accept one that
 * the parser would reject.
 */
final class PlainScan {
    private static final byte[][] KNOWN = {
        JsonBytes.ascii("specversion"),
        JsonBytes.ascii("id"),
        JsonBytes.ascii("source"),
        JsonBytes.ascii("type"),
        JsonBytes.ascii("time"),
        JsonBytes.ascii("datacontenttype"),
        JsonBytes.ascii("subject"),
        JsonBytes.ascii("data"),
        JsonBytes.ascii("dataschema"),
        JsonBytes.ascii(HeaderBlock.TRACEPARENT),
        JsonBytes.ascii(Terms.EXPIRYTIME),
        JsonBytes.ascii(Terms.COLLAPSEKEY),
        JsonBytes.ascii("cursor"),
        JsonBytes.ascii(EventAttributes.ITEM_ID)
    };
    /** The places in {@link #KNOWN} of the names of each length. */
    private static final int[][] BY_LENGTH = byLength();

    private static final int SPECVERSION = 0;
    private static final int ID = 1;
    private static final int SOURCE = 2;
    private static final int TYPE = 3;
    private static final int TIME = 4;
    private static final int CONTENT_TYPE = 5;
    private static final int SUBJECT = 6;
    private static final int DATA = 7;
    private static final int REQUIRED = 0b1111;
    private static final int LONGEST_NAME = 20;
    private static final byte[] ONE_POINT_ZERO = JsonBytes.ascii("\"1.0\"");
    private static final byte[] RESERVED_TYPES = JsonBytes.ascii(Reserved.TYPES);
    private static final byte[] RESERVED_SOURCE = JsonBytes.ascii(Reserved.SOURCE);

    private final JsonBytes json;
    private final PlainText text;
    private int seen;
    /** One bit for the hash of each extension's name; a bit that is set already may mean the same name. */
    private long extensions;

    private PlainScan(JsonBytes json) {
        this.json = json;
        this.text = new PlainText(json.bytes());
    }

    /** Returns the place of the event's closing brace, or {@link JsonBytes#UNSURE}. */
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
                boolean whole = (seen & REQUIRED) == REQUIRED && json.blank(next + 1) == json.end();
                return whole ? next : JsonBytes.UNSURE;
            }
            i = json.is(',', next) ? json.blank(next + 1) : JsonBytes.UNSURE;
        }
        return JsonBytes.UNSURE;
    }

    /** Records an attribute; returns false where the parser has to check it. */
    private boolean see(int nameFrom, int nameEnd, int valueFrom, int valueEnd) {
        int known = known(nameFrom, nameEnd);
        if (known < 0) {
            return isNewExtension(nameFrom, nameEnd) && isExtensionsValue(valueFrom, valueEnd);
        }
        int bit = 1 << known;
        boolean first = (seen & bit) == 0;
        seen |= bit;
        return first
                && (known == DATA
                        || (json.is('"', valueFrom)
                                && valueEnd - valueFrom > 2
                                && isGood(known, valueFrom + 1, valueEnd - 1)));
    }

    private int known(int nameFrom, int nameEnd) {
        int length = nameEnd - nameFrom;
        if (length < BY_LENGTH.length) {
            for (int i : BY_LENGTH[length]) {
                if (json.is(KNOWN[i], nameFrom, nameEnd)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static int[][] byLength() {
        int longest = Arrays.stream(KNOWN).mapToInt(name -> name.length).max().orElseThrow();
        return IntStream.rangeClosed(0, longest)
                .mapToObj(length -> IntStream.range(0, KNOWN.length)
                        .filter(i -> KNOWN[i].length == length)
                        .toArray())
                .toArray(int[][]::new);
    }

    private boolean isGood(int known, int from, int end) {
        return switch (known) {
            case SPECVERSION -> json.is(ONE_POINT_ZERO, from - 1, end + 1);
            case ID, SUBJECT -> text.isAllowed(from, end);
            case TYPE -> text.isAllowed(from, end) && !begins(RESERVED_TYPES, from, end);
            case SOURCE -> text.isReference(from, end) && !json.is(RESERVED_SOURCE, from, end);
            case TIME -> text.isTimestamp(from, end);
            case CONTENT_TYPE -> text.isMediaType(from, end);
            default -> false;
        };
    }

    private boolean begins(byte[] prefix, int from, int end) {
        return end - from >= prefix.length && json.is(prefix, from, from + prefix.length);
    }

    private boolean isNewExtension(int from, int end) {
        int hash = end - from;
        for (int i = from; i < end; i++) {
            byte b = json.bytes()[i];
            if ((b < 'a' || b > 'z') && (b < '0' || b > '9')) {
                return false;
            }
            hash = 31 * hash + b;
        }
        long bit = 1L << (hash ^ hash >>> 7);
        boolean isNew = (extensions & bit) == 0;
        extensions |= bit;
        return isNew && end > from && end - from <= LONGEST_NAME;
    }

    private boolean isExtensionsValue(int from, int end) {
        return switch (json.bytes()[from]) {
            case '"' -> text.isAllowed(from + 1, end - 1);
            case 't', 'f', 'n' -> true;
            case '{', '[' -> false;
            default -> text.isInt(from, end);
        };
    }
}
