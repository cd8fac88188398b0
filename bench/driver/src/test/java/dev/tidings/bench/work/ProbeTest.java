package dev.tidings.bench.work;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bench.kafka.Topics;
import dev.tidings.bench.load.Event;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class ProbeTest {
    @Test
    void itsUsersAreInAllPartitions() {
        assertThat(IntStream.range(0, Probe.USERS)
                        .map(user ->
                                Utils.toPositive(Utils.murmur2(Event.key(user).getBytes(US_ASCII))))
                        .map(hash -> hash % Topics.PARTITIONS)
                        .distinct()
                        .count())
                .isEqualTo(Topics.PARTITIONS);
    }
}
