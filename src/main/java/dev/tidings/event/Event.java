package dev.tidings.event;

/**
 * A CloudEvent ready for the wire: one JSON object without its closing brace, so that each receiver's cursor can follow.
 *
 * <p>Made once, however many receive it. {@code expires} is in milliseconds of the epoch, {@link #NEVER} where the event
 * names no {@code expirytime}. The bytes are shared with whoever holds the record: read only.
 */
public record Event(byte[] json, int from, int length, long expires, long timestamp) {
    public static final long NEVER = Long.MAX_VALUE;

    public boolean isExpiredAt(long millis) {
        return expires <= millis;
    }
}
