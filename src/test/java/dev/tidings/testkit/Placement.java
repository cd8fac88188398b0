package dev.tidings.testkit;

import java.util.zip.CRC32;
import org.apache.kafka.common.utils.Utils;

/** Which partition a producer's default partitioner gives for a key. */
public enum Placement {
    /** Java, and librdkafka's {@code murmur2_random}. */
    MURMUR2 {
        @Override
        public int partition(byte[] key, int partitions) {
            return Utils.toPositive(Utils.murmur2(key)) % partitions;
        }
    },
    /** librdkafka's {@code consistent_random}: kcat, Python, Go, .NET. */
    CRC32 {
        @Override
        public int partition(byte[] key, int partitions) {
            CRC32 crc = new CRC32();
            crc.update(key);
            return (int) (crc.getValue() % partitions);
        }
    };

    public abstract int partition(byte[] key, int partitions);
}
