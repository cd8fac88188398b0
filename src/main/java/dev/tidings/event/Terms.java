package dev.tidings.event;

import org.jspecify.annotations.Nullable;

/**
 * What a producer asks of an event that has to wait: until when it is worth delivering, and whose place it takes.
 *
 * <p>{@code expires} is in milliseconds of the epoch, {@link #NEVER} where the event does not expire; {@code collapseKey} is
 * null where the event names none, or one that is unusable.
 */
public record Terms(long expires, @Nullable String collapseKey) {
    public static final long NEVER = Long.MAX_VALUE;

    /** Those of most events; one object, so that asking nothing costs nothing. */
    static final Terms NONE = new Terms(NEVER, null);

    static final String EXPIRYTIME = "expirytime";
    static final String COLLAPSEKEY = "collapsekey";
    private static final int LONGEST_COLLAPSE_KEY = 256;

    /** What {@code expirytime} says; a record that says it wrong is rejected, since it might be delivered too late. */
    Terms expiring(String timestamp) {
        return new Terms(Json.millis(timestamp), collapseKey);
    }

    /** What {@code collapsekey} says; wrong ones are as good as none, since then all is delivered. */
    Terms collapsing(String key) {
        boolean isKey = !key.isEmpty() && key.length() <= LONGEST_COLLAPSE_KEY;
        return new Terms(expires, isKey ? key : null);
    }
}
