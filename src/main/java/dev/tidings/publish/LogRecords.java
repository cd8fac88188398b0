package dev.tidings.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.Audience;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Partitioner;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Events as records of the log: structured, with that one header, which is what costs its readers least. */
final class LogRecords {
    private static final byte[] STRUCTURED = Submission.STRUCTURED.getBytes(UTF_8);
    /** Beside name and value, what {@link HeaderBlock} keeps of a header. */
    private static final int HEADER_OVERHEAD = 5;

    private LogRecords() {}

    /** As its readers count it. */
    static int size(Addressed event) {
        return event.audience().key().length()
                + HEADER_OVERHEAD
                + HeaderBlock.CONTENT_TYPE.length()
                + STRUCTURED.length
                + event.value().length;
    }

    static ProducerRecord<byte[], byte[]> of(Addressed event, String topic, Partitioner partitioner, int partitions) {
        Audience audience = event.audience();
        String key = audience.key().toString();
        List<Header> headers = List.of(new RecordHeader(HeaderBlock.CONTENT_TYPE, STRUCTURED));
        return new ProducerRecord<>(
                topic, partitioner.partitionOf(key, partitions), key.getBytes(UTF_8), event.value(), headers);
    }
}
