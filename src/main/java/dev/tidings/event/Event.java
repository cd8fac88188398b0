package dev.tidings.event;

/**
 * A CloudEvent ready for the wire: one JSON object without its closing brace, so that each receiver's cursor can follow.
 *
 * <p>It is created once for all of its receivers. The bytes are shared with the holder of the record and read only.
 *
 * @param dropped the attributes that were left out because CloudEvents does not allow them
 */
public record Event(byte[] json, int from, int length, Terms terms, long timestamp, Dropped dropped)
        implements Reading {
    public Event(byte[] json, int from, int length, Terms terms, long timestamp) {
        this(json, from, length, terms, timestamp, Dropped.NONE);
    }

    /** Creates an event from bytes that are a {@linkplain EventReader#plainLength plain} event. */
    public static Event plain(byte[] json, int from, int length, long timestamp) {
        return new Event(json, from, length, Terms.NONE, timestamp);
    }

    public boolean isExpiredAt(long millis) {
        return terms.expires() <= millis;
    }
}
