package dev.tidings.event;

import java.util.Arrays;

/** Recognizes the headers that nearly all records have by their bytes, so that none becomes a String. */
final class UsualHeaders {
    private static final byte[] STRUCTURED = JsonBytes.ascii("application/cloudevents+json");
    private static final byte[] JSON = JsonBytes.ascii(MediaType.JSON.name());
    private static final byte[][] CHARSETS = {JsonBytes.ascii("; charset=UTF-8"), JsonBytes.ascii("; charset=utf-8")};
    private static final byte[] CONTENT_TYPE = JsonBytes.ascii(HeaderBlock.CONTENT_TYPE);
    private static final byte[] TRACEPARENT = JsonBytes.ascii(HeaderBlock.TRACEPARENT);
    private static final byte[] SPECVERSION = JsonBytes.ascii(HeaderBlock.SPECVERSION);

    private UsualHeaders() {}

    /** Returns whether a value that is a whole event is the record's event, to which no header adds anything. */
    static boolean addNothing(byte[] bytes, int from, int end) {
        if (from == end) {
            return true;
        }
        long found = HeaderBlock.find(bytes, from, end, CONTENT_TYPE);
        int type = (int) found;
        int typeEnd = type + (int) (found >>> 32);
        boolean structured = found >= 0 && isType(STRUCTURED, bytes, type, typeEnd);
        boolean untold = found < 0 || isType(JSON, bytes, type, typeEnd);
        return (structured || (untold && HeaderBlock.find(bytes, from, end, SPECVERSION) < 0))
                && HeaderBlock.find(bytes, from, end, TRACEPARENT) < 0;
    }

    private static boolean isType(byte[] type, byte[] bytes, int from, int end) {
        int parameters = from + type.length;
        return parameters <= end
                && Arrays.equals(bytes, from, parameters, type, 0, type.length)
                && (parameters == end || isUtf8(bytes, parameters, end));
    }

    private static boolean isUtf8(byte[] bytes, int from, int end) {
        for (byte[] charset : CHARSETS) {
            if (Arrays.equals(bytes, from, end, charset, 0, charset.length)) {
                return true;
            }
        }
        return false;
    }
}
