package dev.tidings.intake;

import dev.tidings.format.SourceHeader;
import dev.tidings.format.SourceRecord;
import dev.tidings.route.Mapping.Dead;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes dead letters: key, value and headers as they came, and what became of them beside. */
final class DeadRecords {
    private static final int LONGEST_MESSAGE = 1_000;

    private final String topic;

    DeadRecords(String topic) {
        this.topic = topic;
    }

    ProducerRecord<byte[], byte[]> of(SourceRecord record, String route, Dead dead) {
        return letter(record, record.value(), headers(record, route, dead));
    }

    /** For one that is too large even for the dead letters. */
    ProducerRecord<byte[], byte[]> withoutValue(SourceRecord record, String route, Dead dead) {
        List<SourceHeader> headers = headers(record, route, dead);
        byte[] value = record.value();
        headers.add(Origin.header(Origin.VALUE_OMITTED, value == null ? 0 : value.length));
        return letter(record, null, headers);
    }

    private ProducerRecord<byte[], byte[]> letter(
            SourceRecord record, byte @Nullable [] value, List<SourceHeader> headers) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, record.key(), value);
        headers.forEach(header -> letter.headers().add(header.name(), header.value()));
        return letter;
    }

    private static List<SourceHeader> headers(SourceRecord record, String route, Dead dead) {
        List<SourceHeader> headers = new ArrayList<>(Origin.without(record.headers()));
        headers.add(Origin.header(Origin.REASON, dead.reason().label()));
        headers.add(Origin.header(Origin.MESSAGE, shortened(dead.message())));
        headers.add(Origin.header(Origin.ROUTE, route));
        headers.add(Origin.header(Origin.TOPIC, record.place().topic()));
        headers.add(Origin.header(Origin.PARTITION, record.place().partition()));
        headers.add(Origin.header(Origin.OFFSET, record.place().offset()));
        headers.add(Origin.header(Origin.TIMESTAMP, record.timestamp()));
        return headers;
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }
}
