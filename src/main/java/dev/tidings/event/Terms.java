package dev.tidings.event;

import org.jspecify.annotations.Nullable;

/**
 * The terms of delivery that a producer sets for an event that has to wait: its expiry, and its collapse key.
 *
 * <p>{@code expires} is in milliseconds of the epoch, or {@link #NEVER}; {@code collapseKey} is null where the event
 * names none, or an unusable one.
 */
public record Terms(long expires, @Nullable String collapseKey) {
    public static final long NEVER = Long.MAX_VALUE;

    /** The terms of most events; one shared object, so that they cost no memory. */
    static final Terms NONE = new Terms(NEVER, null);

    static final String EXPIRYTIME = "expirytime";
    static final String COLLAPSEKEY = "collapsekey";
    private static final int LONGEST_COLLAPSE_KEY = 256;

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
