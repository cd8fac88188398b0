package dev.tidings.event;

/**
 * A record of the log as it came, in bytes that somebody else holds; the headers are a {@link HeaderBlock}.
 *
 * <p>Valid only as long as nobody reuses the bytes.
 */
public record StoredRecord(Position position, long timestamp, byte[] bytes, int headersFrom, int valueFrom, int end) {
    public int valueLength() {
        return end - valueFrom;
    }
}
