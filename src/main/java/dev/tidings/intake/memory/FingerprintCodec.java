package dev.tidings.intake.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.Partitioner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Encodes fingerprints for Kafka: 16 bytes each, one after the other. The key is the source partition, and determines
 * the partition that stores them.
 */
public final class FingerprintCodec {
    /** The limit of a record, 256 KB: far below the limits of brokers. */
    private static final int MOST = 16_384;

    private FingerprintCodec() {}

    static String key(TopicPartition source) {
        return source.toString();
    }

    /** Returns which of this number of partitions stores the fingerprints of the source. */
    static int partition(TopicPartition source, int partitions) {
        return Partitioner.MURMUR2.partitionOf(key(source), partitions);
    }

    public static List<ProducerRecord<byte[], byte[]>> write(
            String topic, int partitions, TopicPartition source, Collection<Fingerprint> fingerprints) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(1);
        Iterator<Fingerprint> rest = fingerprints.iterator();
        for (int left = fingerprints.size(); left > 0; left -= MOST) {
            ByteBuffer value = ByteBuffer.allocate(Math.min(left, MOST) * Fingerprint.BYTES);
            while (value.hasRemaining()) {
                Fingerprint next = rest.next();
                value.putLong(next.high()).putLong(next.low());
            }
            byte[] key = key(source).getBytes(UTF_8);
            records.add(new ProducerRecord<>(topic, partition(source, partitions), key, value.array()));
        }
        return records;
    }

    /** Decodes fingerprints; an incomplete one at the end of a foreign value is skipped. */
    static void read(byte[] value, Consumer<Fingerprint> each) {
        ByteBuffer rest = ByteBuffer.wrap(value);
        while (rest.remaining() >= Fingerprint.BYTES) {
            each.accept(new Fingerprint(rest.getLong(), rest.getLong()));
        }
    }
}
