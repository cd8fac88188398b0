package dev.tidings.intake;

import dev.tidings.intake.format.SourceRecord.Place;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What the broker has refused as too large: at the next attempt its record is a dead letter, and one that is too large for that
 * too goes there without its value. So a record that nobody takes does not stop its partition.
 */
final class OversizedRecords {
    /** What is left to be tried, from the whole on. */
    enum Form {
        WHOLE,
        DEAD,
        DEAD_WITHOUT_VALUE,
        /** Nor with its key and headers. */
        DEAD_BARE;

        private Form next() {
            return switch (this) {
                case WHOLE -> DEAD;
                case DEAD -> DEAD_WITHOUT_VALUE;
                case DEAD_WITHOUT_VALUE, DEAD_BARE -> DEAD_BARE;
            };
        }
    }

    /** What a record was sent for. */
    record Cause(Place place, String route) {}

    private static final int MOST = 1_000;

    private final Map<Cause, Form> refused = new HashMap<>();

    Form formOf(Cause cause) {
        return refused.isEmpty() ? Form.WHOLE : refused.getOrDefault(cause, Form.WHOLE);
    }

    /** Whether there is another form to try. */
    boolean refused(Cause cause) {
        Form before = formOf(cause);
        if (before.next() == before) {
            return false;
        }
        if (refused.size() >= MOST) {
            // Of partitions that are others' now: ours would have been written, and passed.
            refused.clear();
        }
        refused.put(cause, before.next());
        return true;
    }

    /** What stands before these is written. */
    void passed(Map<TopicPartition, Long> next) {
        refused.keySet().removeIf(cause -> {
            Place place = cause.place();
            return next.getOrDefault(new TopicPartition(place.topic(), place.partition()), 0L) > place.offset();
        });
    }
}
