package dev.tidings.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.Audience;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Partitioner;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Converts events to records of the log: structured, with one header, which readers process with the least effort. */
final class LogRecords {
    private static final byte[] STRUCTURED = Submission.STRUCTURED.getBytes(UTF_8);
    /** Bytes that {@link HeaderBlock} adds to the name and the value of a header. */
    private static final int HEADER_OVERHEAD = 5;

    private LogRecords() {}

    /** Returns the size as readers of the log count it, in bytes. */
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
