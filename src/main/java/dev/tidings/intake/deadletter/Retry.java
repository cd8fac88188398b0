package dev.tidings.intake.deadletter;

import dev.tidings.intake.format.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A record of the topic of retries: a dead letter that is mapped again as if it had just come from its origin. */
public sealed interface Retry {
    /** The original record, and the one route that maps it. */
    record Of(SourceRecord record, String route) implements Retry {}

    /** A record that does not name its origin. */
    record Bad(String message) implements Retry {}

    static Retry read(SourceRecord letter) {
        String route = letter.header(OriginHeaders.ROUTE);
        String topic = letter.header(OriginHeaders.TOPIC);
        Long partition = number(letter, OriginHeaders.PARTITION);
        Long offset = number(letter, OriginHeaders.OFFSET);
        if (route == null) {
            return missing(OriginHeaders.ROUTE, "a route's name");
        }
        if (topic == null) {
            return missing(OriginHeaders.TOPIC, "a topic's name");
        }
        if (partition == null || partition > Integer.MAX_VALUE) {
            return missing(OriginHeaders.PARTITION, "a number");
        }
        if (offset == null) {
            return missing(OriginHeaders.OFFSET, "a number");
        }
        Long timestamp = number(letter, OriginHeaders.TIMESTAMP);
        return new Of(
                new SourceRecord(
                        new SourceRecord.Place(topic, partition.intValue(), offset),
                        timestamp == null ? letter.timestamp() : timestamp,
                        letter.key(),
                        letter.value(),
                        OriginHeaders.withoutOrigin(letter.headers())),
                route);
    }

    private static Bad missing(String header, String expected) {
        return new Bad("header " + header + ": missing or unreadable (expected: " + expected + ")");
    }

    private static @Nullable Long number(SourceRecord letter, String header) {
        String text = letter.header(header);
        return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }
}
