package dev.tidings.intake.deadletter;

import dev.tidings.intake.format.SourceRecord.Place;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Remembers records that the broker has refused as too large. At the next attempt such a record becomes a dead letter;
 * if that is too large as well, the value is left out. Thus a record that is too large for all topics does not stop its
 * partition.
 */
public final class OversizedRecords {
    /** The forms in which a record is tried, from the whole on. */
    public enum Form {
        WHOLE,
        DEAD,
        DEAD_WITHOUT_VALUE,
        /** A dead letter without value, key and headers. */
        DEAD_BARE;

        private Form next() {
            return switch (this) {
                case WHOLE -> DEAD;
                case DEAD -> DEAD_WITHOUT_VALUE;
                case DEAD_WITHOUT_VALUE, DEAD_BARE -> DEAD_BARE;
            };
        }
    }

    /** The record and the route for which something was sent. */
    public record Cause(Place place, String route) {}

    private static final int MOST = 1_000;

    private final Map<Cause, Form> refused = new HashMap<>();

    public Form formOf(Cause cause) {
        return refused.isEmpty() ? Form.WHOLE : refused.getOrDefault(cause, Form.WHOLE);
    }

    /** Selects the next smaller form of a refused record, and returns whether there is one. */
    public boolean reduce(Cause cause) {
        Form before = formOf(cause);
        if (before.next() == before) {
            return false;
        }
        if (refused.size() >= MOST) {
            // These partitions moved to other members: records of ours would be written and removed by now.
            refused.clear();
        }
        refused.put(cause, before.next());
        return true;
    }

    /** Releases the records before these offsets, since they are written. */
    public void release(Map<TopicPartition, Long> next) {
        refused.keySet().removeIf(cause -> {
            Place place = cause.place();
            return next.getOrDefault(new TopicPartition(place.topic(), place.partition()), 0L) > place.offset();
        });
    }
}
