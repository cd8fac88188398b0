package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {
    // Taken from where kcat 1.7.1 wrote, with 7 partitions: topic.partitioner=murmur2_random, and its default.
    @ParameterizedTest
    @CsvSource({
        "Zoë, 1, 4",
        "a, 5, 4",
        "alice, 1, 5",
        "bob, 5, 2",
        "carol, 1, 5",
        "everyone, 3, 0",
        "group:staff, 2, 5",
        "user-17, 6, 2",
        "user-4242, 0, 1",
        "山田, 3, 6"
    })
    void keysArePlacedAsKcatDoes(String key, int murmur2, int crc32) {
        byte[] bytes = key.getBytes(UTF_8);

        assertThat(Placement.MURMUR2.partition(bytes, 7)).isEqualTo(murmur2);
        assertThat(Placement.CRC32.partition(bytes, 7)).isEqualTo(crc32);
    }
}
