package dev.tidings.event;

/**
 * A CloudEvent ready for the wire: one JSON object without its closing brace, so that each receiver's cursor can follow.
 *
 * <p>Made once, however many receive it. The bytes are shared with whoever holds the record: read only.
 *
 * @param dropped what was left out of it, since CloudEvents does not allow it
 */
public record Event(byte[] json, int from, int length, Terms terms, long timestamp, Dropped dropped)
        implements Reading {
    public Event(byte[] json, int from, int length, Terms terms, long timestamp) {
        this(json, from, length, terms, timestamp, Dropped.NONE);
    }

    /** Of bytes that are a {@linkplain EventReader#plainLength plain} event. */
    public static Event plain(byte[] json, int from, int length, long timestamp) {
        return new Event(json, from, length, Terms.NONE, timestamp);
    }

    public boolean isExpiredAt(long millis) {
        return terms.expires() <= millis;
    }
}
