package dev.tidings.event;

/**
 * A record of the log in its original bytes, which another object holds; the headers are a {@link HeaderBlock}.
 *
 * <p>It is valid only until the bytes are reused.
 */
public record StoredRecord(Position position, long timestamp, byte[] bytes, int headersFrom, int valueFrom, int end) {
    public int valueLength() {
        return end - valueFrom;
    }
}
