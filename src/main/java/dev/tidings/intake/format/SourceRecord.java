package dev.tidings.intake.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of another topic, which a route maps onto the log; {@code timestamp} is in milliseconds since the epoch. */
@SuppressWarnings("ArrayRecordComponent")
public record SourceRecord(
        Place place, long timestamp, byte @Nullable [] key, byte @Nullable [] value, List<SourceHeader> headers) {

    /** The position of a record. */
    public record Place(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + "-" + partition + "@" + offset;
        }
    }

    /** Returns the last header of that name as UTF-8, ignoring case, or null if there is none. */
    public @Nullable String header(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            SourceHeader header = headers.get(i);
            byte[] value = header.value();
            if (value != null && header.name().equalsIgnoreCase(name)) {
                return new String(value, StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
