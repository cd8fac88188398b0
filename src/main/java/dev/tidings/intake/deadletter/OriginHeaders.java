package dev.tidings.intake.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.intake.format.SourceHeader;
import dev.tidings.intake.format.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The headers of a dead letter that describe its origin and its failure. */
public final class OriginHeaders {
    static final String REASON = "tidings_reason";
    static final String MESSAGE = "tidings_message";
    static final String ROUTE = "tidings_route";
    static final String TOPIC = "tidings_topic";
    static final String PARTITION = "tidings_partition";
    static final String OFFSET = "tidings_offset";
    static final String TIMESTAMP = "tidings_timestamp";
    /** The size of a value that was left out, in bytes. */
    public static final String VALUE_OMITTED = "tidings_value_omitted";

    private static final Set<String> ALL =
            Set.of(REASON, MESSAGE, ROUTE, TOPIC, PARTITION, OFFSET, TIMESTAMP, VALUE_OMITTED);

    private OriginHeaders() {}

    public static SourceRecord read(ConsumerRecord<byte[], byte[]> record) {
        List<SourceHeader> headers = new ArrayList<>();
        for (Header each : record.headers()) {
            headers.add(new SourceHeader(each.key(), each.value()));
        }
        SourceRecord.Place place = new SourceRecord.Place(record.topic(), record.partition(), record.offset());
        return new SourceRecord(place, record.timestamp(), record.key(), record.value(), headers);
    }

    /** Returns the headers that the record had before it was a dead letter. */
    static List<SourceHeader> without(List<SourceHeader> headers) {
        return headers.stream().filter(header -> !ALL.contains(header.name())).toList();
    }

    static SourceHeader header(String name, Object value) {
        return new SourceHeader(name, value.toString().getBytes(UTF_8));
    }
}
