package dev.tidings.intake.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Describes a record that could not be mapped, without its content.
 *
 * @param position {@code <partition>@<offset>} in the topic of dead letters
 * @param origin null if the record's headers do not name it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetter(
        String position,
        Instant time,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String route,
        @Nullable Origin origin,
        @Nullable Integer keyBytes,
        @Nullable Integer valueBytes) {
    /** The place that the record came from. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Origin(
            String topic,
            int partition,
            long offset,
            @Nullable Instant time) {}

    static DeadLetter of(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        byte[] key = record.key();
        byte[] value = record.value();
        return new DeadLetter(
                new DeadLetterPlace(record.partition(), record.offset()).toString(),
                Instant.ofEpochMilli(record.timestamp()),
                text(record, OriginHeaders.REASON),
                text(record, OriginHeaders.MESSAGE),
                text(record, OriginHeaders.ROUTE),
                origin(record),
                key == null ? null : key.length,
                value == null ? null : value.length);
    }

    private static @Nullable Origin origin(ConsumerRecord<?, ?> record) {
        String topic = text(record, OriginHeaders.TOPIC);
        Long partition = number(record, OriginHeaders.PARTITION);
        Long offset = number(record, OriginHeaders.OFFSET);
        if (topic == null || partition == null || offset == null) {
            return null;
        }
        Long timestamp = number(record, OriginHeaders.TIMESTAMP);
        return new Origin(
                topic, partition.intValue(), offset, timestamp == null ? null : Instant.ofEpochMilli(timestamp));
    }

    /** Returns the last header of that name, since the record itself may have had one already. */
    private static @Nullable String text(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        byte[] value = header == null ? null : header.value();
        return value == null ? null : new String(value, UTF_8);
    }

    private static @Nullable Long number(ConsumerRecord<?, ?> record, String name) {
        String text = text(record, name);
        return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }
}
