package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {
    // Taken from where kcat 1.7.1 wrote, with 7 partitions: topic.partitioner=murmur2_random, and its default.
    @ParameterizedTest
    @CsvSource({"alice, 0, 0"})
    void keysStandWhereKcatPlacesThem(String key, int murmur2, int crc32) {
        byte[] bytes = key.getBytes(UTF_8);

        assertThat(Placement.MURMUR2.partition(bytes, 7)).isEqualTo(murmur2);
        assertThat(Placement.CRC32.partition(bytes, 7)).isEqualTo(crc32);
    }
}
