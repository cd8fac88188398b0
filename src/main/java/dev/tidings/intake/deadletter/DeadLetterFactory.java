package dev.tidings.intake.deadletter;

import dev.tidings.intake.deadletter.OversizedRecords.Form;
import dev.tidings.intake.format.SourceHeader;
import dev.tidings.intake.format.SourceRecord;
import dev.tidings.intake.route.Mapping.Dead;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes dead letters: the original key, value and headers, and headers that describe the failure. */
public final class DeadLetterFactory {
    private static final int LONGEST_MESSAGE = 1_000;

    private final String topic;

    public DeadLetterFactory(String topic) {
        this.topic = topic;
    }

    /** Returns the dead letter in this form, which omits parts that were too large for the topic of dead letters. */
    public ProducerRecord<byte[], byte[]> of(SourceRecord record, String route, Dead dead, Form form) {
        List<SourceHeader> headers = new ArrayList<>();
        if (form != Form.DEAD_BARE) {
            headers.addAll(OriginHeaders.without(record.headers()));
        }
        headers.addAll(origin(record, route, dead));
        byte[] value = record.value();
        if (form == Form.DEAD_BARE || form == Form.DEAD_WITHOUT_VALUE) {
            headers.add(OriginHeaders.header(OriginHeaders.VALUE_OMITTED, value == null ? 0 : value.length));
            value = null;
        }
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic, form == Form.DEAD_BARE ? null : record.key(), value);
        headers.forEach(header -> letter.headers().add(header.name(), header.value()));
        return letter;
    }

    private static List<SourceHeader> origin(SourceRecord record, String route, Dead dead) {
        List<SourceHeader> headers = new ArrayList<>();
        headers.add(OriginHeaders.header(OriginHeaders.REASON, dead.reason().label()));
        headers.add(OriginHeaders.header(OriginHeaders.MESSAGE, shortened(dead.message())));
        headers.add(OriginHeaders.header(OriginHeaders.ROUTE, route));
        headers.add(OriginHeaders.header(OriginHeaders.TOPIC, record.place().topic()));
        headers.add(OriginHeaders.header(OriginHeaders.PARTITION, record.place().partition()));
        headers.add(OriginHeaders.header(OriginHeaders.OFFSET, record.place().offset()));
        headers.add(OriginHeaders.header(OriginHeaders.TIMESTAMP, record.timestamp()));
        return headers;
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }
}
