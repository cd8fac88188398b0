package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import dev.tidings.window.PartitionWindow;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** Brokers that give topics no ids, as Redpanda before 25.2 and Azure Event Hubs. */
class LogWithoutIdsTest {
    private static final Partition THERE = new Partition(Topic.NOTIFICATIONS, 0);
    private static final Partition HERE = new Partition(Topic.ANNOUNCEMENTS, 0);

    private final LogWithoutIds log = new LogWithoutIds();
    private final List<PartitionWindow> read = List.of(readUpTo(THERE, 100), readUpTo(HERE, 10));

    private static PartitionWindow readUpTo(Partition partition, long end) {
        PartitionWindow window = new PartitionWindow(partition, 0, 1 << 16);
        window.publish(end);
        return window;
    }

    private static LogLayout layout(Uuid notifications, Uuid announcements) {
        Node node = new Node(1, "localhost", 9092);
        List<TopicPartitionInfo> partitions = List.of(new TopicPartitionInfo(0, node, List.of(node), List.of(node)));
        return LogLayout.of(Map.of(
                Topic.NOTIFICATIONS,
                new TopicDescription("n", false, partitions, null, notifications),
                Topic.ANNOUNCEMENTS,
                new TopicDescription("a", false, partitions, null, announcements)));
    }

    @Test
    void theLayoutKnowsTopicsWithoutAnId() {
        assertThat(layout(Uuid.randomUuid(), Uuid.randomUuid()).hasIds()).isTrue();
        assertThat(layout(Uuid.ZERO_UUID, Uuid.ZERO_UUID).hasIds()).isFalse();
        assertThat(layout(Uuid.ZERO_UUID, Uuid.randomUuid()).hasIds()).isFalse();
        assertThat(layout(Uuid.randomUuid(), Uuid.ZERO_UUID).hasIds()).isFalse();
    }

    @Test
    void aRecreatedTopicChangesTheEpochOnlyIfItHasAnId() {
        Uuid kept = Uuid.randomUuid();
        assertThat(layout(kept, Uuid.randomUuid()).epoch())
                .isNotEqualTo(layout(kept, Uuid.randomUuid()).epoch());
        assertThat(layout(Uuid.ZERO_UUID, Uuid.ZERO_UUID).epoch())
                .isEqualTo(layout(Uuid.ZERO_UUID, Uuid.ZERO_UUID).epoch());
    }

    @Test
    void aLogThatEndsBeforeTheReadOffsetWasRecreated() {
        Map<Partition, Long> ends = Map.of(THERE, 99L, HERE, 20L);
        assertThat(log.isMadeAnew(ends, read)).as("at the first look").isFalse();
        assertThat(log.isMadeAnew(ends, read)).as("at the second").isTrue();
    }

    @Test
    void aWrongEndForAMomentDoesNotMeanARecreatedLog() {
        assertThat(log.isMadeAnew(Map.of(THERE, 99L, HERE, 10L), read)).isFalse();
        assertThat(log.isMadeAnew(Map.of(THERE, 100L, HERE, 10L), read)).isFalse();
        assertThat(log.isMadeAnew(Map.of(THERE, 99L, HERE, 10L), read)).isFalse();
    }

    @Test
    void aGrowingLogIsTheSameLog() {
        for (long more = 0; more < 5; more++) {
            assertThat(log.isMadeAnew(Map.of(THERE, 100 + more, HERE, 10L), read))
                    .isFalse();
        }
    }

    @Test
    void aPartitionWithoutAnEndIsIgnored() {
        assertThat(LogWithoutIds.isShorter(Map.of(), read)).isFalse();
    }
}
