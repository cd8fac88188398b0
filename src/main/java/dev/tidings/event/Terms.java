package dev.tidings.event;

import org.jspecify.annotations.Nullable;

/**
 * The terms of delivery of an event that has to wait: its expiry and its collapse key, which a producer sets.
 *
 * @param expires in milliseconds of the epoch, or {@link #NEVER}
 * @param collapseKey null where the event names none, or an unusable one
 * @param item whether the event is an item of the inbox: all are, except Tidings' own about the inbox itself
 */
public record Terms(long expires, @Nullable String collapseKey, boolean item) {
    public static final long NEVER = Long.MAX_VALUE;

    /** The terms of most events; one shared object, so that they cost no memory. */
    static final Terms NONE = new Terms(NEVER, null, true);

    /** The terms of a change of the inbox's state, which is no item itself. */
    static final Terms INBOX_CHANGE = new Terms(NEVER, null, false);

    static final String EXPIRYTIME = "expirytime";
    static final String COLLAPSEKEY = "collapsekey";
    private static final int LONGEST_COLLAPSE_KEY = 256;

    public Terms(long expires, @Nullable String collapseKey) {
        this(expires, collapseKey, true);
    }

    /** Returns these terms with an expiry; an invalid one rejects the record, since it might be delivered too late. */
    Terms expiring(String timestamp) {
        return new Terms(Json.millis(timestamp), collapseKey);
    }

    /** Returns these terms with a collapse key; an invalid key is ignored, so that everything is delivered. */
    Terms collapsing(String key) {
        boolean isKey = !key.isEmpty() && key.length() <= LONGEST_COLLAPSE_KEY;
        return new Terms(expires, isKey ? key : null);
    }
}
