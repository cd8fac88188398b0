package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.event.Partitioner;
import dev.tidings.event.Topic;
import dev.tidings.intake.deadletter.OversizedRecords.Cause;
import dev.tidings.intake.format.SourceRecord;
import dev.tidings.intake.limit.Limiter;
import dev.tidings.intake.memory.DeduplicationWindow;
import dev.tidings.intake.memory.Fingerprint;
import dev.tidings.intake.route.Limits;
import dev.tidings.intake.route.Limits.Excess;
import dev.tidings.intake.route.Limits.Rate;
import dev.tidings.intake.route.Outgoing;
import dev.tidings.intake.route.Route;
import dev.tidings.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class UnitOfWorkTest {
    private static final TopicPartition SOURCE = new TopicPartition("orders", 0);
    private static final ConsumerGroupMetadata GROUP = new ConsumerGroupMetadata("group");
    private static final Fingerprint FINGERPRINT = new Fingerprint(1, 2);
    private static final Route LIMITED =
            new TestRoute("orders", new Limits(null, new Rate(1, 60_000), Excess.COLLAPSE));

    private final ManualClock clock = new ManualClock();
    private final CountingMetrics metrics = new CountingMetrics();
    private final IntakeMemory memory = new IntakeMemory(
            new DeduplicationWindow(Duration.ofHours(1), 100, count -> {}), new Limiter(100, 100, metrics));
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(cluster(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TransactionalWriter writer = new TransactionalWriter(
            new Transactions(() -> producer, metrics),
            Settings.defaultTopics(),
            new HomePlacement(Partitioner.MURMUR2));

    private static Cluster cluster() {
        Node node = new Node(1, "localhost", 1);
        Node[] nodes = {node};
        List<PartitionInfo> partitions = Stream.of("notifications", "notifications.seen")
                .map(topic -> new PartitionInfo(topic, 0, node, nodes, nodes))
                .toList();
        return new Cluster("test", List.of(node), partitions, Set.of(), Set.of());
    }

    private UnitOfWork work() {
        return new UnitOfWork(memory, writer, metrics, clock);
    }

    private static Outgoing event() {
        return new Outgoing(Topic.NOTIFICATIONS, "alice", "{}".getBytes(UTF_8));
    }

    /** One record that gives an event, and one whose event the limit defers. */
    private UnitOfWork mapped() {
        UnitOfWork work = work();
        for (int offset = 0; offset < 2; offset++) {
            Outgoing allowed = memory.limiter().apply(LIMITED, event(), clock.millis());
            if (allowed != null) {
                Cause cause = new Cause(new SourceRecord.Place("orders", 0, offset), "orders");
                work.batch().add(new Batch.Sent(allowed, cause));
            }
            work.batch().advance(record(offset));
        }
        work.batch().add(SOURCE, FINGERPRINT);
        work.batch().tally("orders").count(MappingOutcome.MAPPED, 0);
        return work;
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>(
                "orders",
                0,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
    }

    @Test
    void aCommitWritesTheBatchAndKeepsItsDecisions() {
        mapped().commit(GROUP);
        assertThat(producer.history()).hasSize(2);
        assertThat(producer.consumerGroupOffsetsHistory())
                .containsExactly(Map.of("group", Map.of(SOURCE, new OffsetAndMetadata(2))));
        assertThat(memory.window().contains(SOURCE, FINGERPRINT)).isTrue();
        assertThat(memory.waiting()).isEqualTo(1);
        assertThat(metrics.of(MappingOutcome.MAPPED)).isEqualTo(1);
        assertThat(metrics.committedTransactions()).isEqualTo(1);
    }

    @Test
    void aRollbackAfterAFailedCommitLeavesNothing() {
        producer.commitTransactionException = new KafkaException("refused");
        UnitOfWork work = mapped();
        NotWrittenException failure = catchThrowableOfType(NotWrittenException.class, () -> work.commit(GROUP));
        assertThat(failure.isCertain()).isTrue();
        work.rollback();
        assertThat(producer.history()).isEmpty();
        assertThat(memory.window().contains(SOURCE, FINGERPRINT)).isFalse();
        assertThat(memory.waiting()).isZero();
        assertThat(metrics.of(MappingOutcome.MAPPED)).isZero();

        producer.commitTransactionException = null;
        mapped().commit(GROUP);
        assertThat(memory.waiting()).isEqualTo(1);
        assertThat(metrics.of(MappingOutcome.MAPPED)).isEqualTo(1);
    }

    @Test
    void aDeferredEventStaysWhenItIsRolledBackAndNotWhenItIsAbandoned() {
        mapped().commit(GROUP);
        clock.advance(Duration.ofMinutes(1));
        producer.commitTransactionException = new KafkaException("refused");
        deferred().rollback();
        assertThat(memory.waiting()).isEqualTo(1);
        deferred().abandon();
        assertThat(memory.waiting()).isZero();
        assertThat(metrics.released()).isZero();
    }

    @Test
    void aCommitOfDeferredEventsCommitsNoOffsets() {
        mapped().commit(GROUP);
        clock.advance(Duration.ofMinutes(1));
        producer.clear();
        UnitOfWork work = work();
        memory.limiter().due(clock.millis()).forEach(work.batch()::add);
        work.commit(null);
        assertThat(producer.history()).hasSize(1);
        assertThat(producer.consumerGroupOffsetsHistory()).isEmpty();
        assertThat(memory.waiting()).isZero();
        assertThat(metrics.released()).isEqualTo(1);
    }

    private UnitOfWork deferred() {
        UnitOfWork work = work();
        memory.limiter().due(clock.millis()).forEach(work.batch()::add);
        catchThrowableOfType(NotWrittenException.class, () -> work.commit(null));
        return work;
    }
}
