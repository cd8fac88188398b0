package dev.tidings.intake.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DeduplicationWindowTest {
    private static final TopicPartition ONE = new TopicPartition("orders", 1);
    private static final TopicPartition OTHER = new TopicPartition("orders", 2);

    private final AtomicInteger evicted = new AtomicInteger();
    private final DeduplicationWindow seen = new DeduplicationWindow(Duration.ofSeconds(60), 1000, evicted::addAndGet);
    private final Fingerprints fingerprints = new Fingerprints();

    private Fingerprint fingerprint(int id) {
        return fingerprints.of("orders", "/shop", Integer.toString(id));
    }

    @Test
    void aRepetitionIsRecognizedInItsPartitionWithinTheWindow() {
        seen.add(ONE, fingerprint(1), 10_000);
        assertThat(seen.contains(ONE, fingerprint(1))).isTrue();
        assertThat(seen.contains(OTHER, fingerprint(1))).isFalse();
        seen.expire(70_000);
        assertThat(seen.contains(ONE, fingerprint(1))).isTrue();
        seen.expire(70_001);
        assertThat(seen.contains(ONE, fingerprint(1))).isFalse();
        assertThat(seen.size()).isZero();
        assertThat(evicted).hasValue(0);
    }

    @Test
    void fingerprintsOfARevokedPartitionAreForgotten() {
        seen.add(ONE, fingerprint(1), 0);
        seen.add(OTHER, fingerprint(2), 0);
        seen.drop(ONE);
        assertThat(seen.contains(ONE, fingerprint(1))).isFalse();
        assertThat(seen.contains(OTHER, fingerprint(2))).isTrue();
        assertThat(seen.size()).isEqualTo(1);
    }

    @Test
    void overTheBoundTheOldestFingerprintsAreForgottenAndCounted() {
        for (int i = 0; i < 1500; i++) {
            seen.add(i % 3 == 0 ? ONE : OTHER, fingerprint(i), 1000L * i);
        }
        assertThat(seen.size()).isBetween(900, 1000);
        assertThat(evicted).hasValue(1500 - seen.size());
        assertThat(IntStream.range(0, 1500).filter(i -> seen.contains(i % 3 == 0 ? ONE : OTHER, fingerprint(i))))
                .containsExactlyElementsOf(
                        IntStream.range(1500 - seen.size(), 1500).boxed().toList());
    }

    @Test
    void aFingerprintIsOfRouteSourceAndId() {
        assertThat(fingerprints.of("a", "b", "c"))
                .isEqualTo(fingerprints.of("a", "b", "c"))
                .isNotEqualTo(fingerprints.of("ab", "", "c"))
                .isNotEqualTo(fingerprints.of("a", "bc", ""))
                .isNotEqualTo(fingerprints.of("b", "a", "c"));
    }

    @Test
    void recordsHoldManyFingerprintsAndAreReadBack() {
        List<Fingerprint> all =
                IntStream.range(0, 40_000).mapToObj(this::fingerprint).toList();
        List<ProducerRecord<byte[], byte[]>> records = FingerprintCodec.write("seen", 8, ONE, all);
        assertThat(records)
                .hasSize(3)
                .allMatch(record -> record.value().length <= 256 * 1024)
                .allMatch(record -> record.partition() == FingerprintCodec.partition(ONE, 8));
        List<Fingerprint> read = new ArrayList<>();
        records.forEach(record -> FingerprintCodec.read(record.value(), read::add));
        assertThat(read).isEqualTo(all);
        FingerprintCodec.read(new byte[31], read::add);
        assertThat(read).hasSize(40_001);
    }
}
