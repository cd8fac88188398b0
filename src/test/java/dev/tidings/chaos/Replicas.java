package dev.tidings.chaos;

import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.TestLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartitionInfo;

/** Where the log's partitions are, and who leads them. */
record Replicas(TestLog log) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Until so many brokers are leaders of some partition. */
    void awaitLeaders(int count) {
        await("leaders are on that many brokers")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> partitions()
                                .mapToInt(partition -> partition.leader().id())
                                .distinct()
                                .count()
                        == count);
    }

    /** Until each partition has so many replicas that are up to date. */
    void awaitInSync(int count) {
        await("replicas are in sync").atMost(PATIENCE).ignoreExceptions().until(() -> partitions()
                .allMatch(partition -> partition.isr().size() == count));
    }

    /** The replica that is named first leads, as it did in the beginning. */
    void preferTheFirst() {
        await("an election").atMost(PATIENCE).ignoreExceptions().until(() -> {
            admin().electLeaders(ElectionType.PREFERRED, null).all().get();
            return true;
        });
    }

    private Stream<TopicPartitionInfo> partitions() throws ExecutionException, InterruptedException {
        return admin()
                .describeTopics(List.of(log.notifications(), log.announcements()))
                .allTopicNames()
                .get()
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream());
    }

    private Admin admin() {
        return log.broker().admin();
    }
}
