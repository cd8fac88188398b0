package dev.tidings.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Placement;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The testkit's placement is Kafka's own murmur2 and vectors of kcat. */
class PartitionerTest {
    @Test
    void keysAreAssignedToPartitionsAsProducersDo() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            String key = random.ints(random.nextInt(1, 20), 'a', 0x17f)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            int partitions = random.nextInt(1, 100);
            byte[] bytes = key.getBytes(UTF_8);
            assertThat(Partitioner.MURMUR2.partitionOf(key, partitions))
                    .as("seed %d", seed)
                    .isEqualTo(Placement.MURMUR2.partition(bytes, partitions));
            assertThat(Partitioner.CRC32.partitionOf(key, partitions))
                    .as("seed %d", seed)
                    .isEqualTo(Placement.CRC32.partition(bytes, partitions));
        }
    }

    /** Published test vectors of 32-bit FNV-1a: "a" is e40c292c, "foobar" is bf9cf968, both negative as a signed int. */
    @Test
    void fnv1aAssignsPartitionsAsSaramaDoes() {
        assertThat(Partitioner.FNV1A.partitionOf("a", 1000)).isEqualTo(Math.abs(0xe40c292c % 1000));
        assertThat(Partitioner.FNV1A.partitionOf("foobar", 1000)).isEqualTo(Math.abs(0xbf9cf968 % 1000));
    }
}
