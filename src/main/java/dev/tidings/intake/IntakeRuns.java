package dev.tidings.intake;

import dev.tidings.event.TopicsConfig;
import dev.tidings.intake.IntakeMetrics.Kept;
import dev.tidings.intake.deadletter.DeadLetterFactory;
import dev.tidings.intake.deadletter.OversizedRecords;
import dev.tidings.intake.limit.Limiter;
import dev.tidings.intake.memory.DeduplicationRestore;
import dev.tidings.intake.memory.DeduplicationWindow;
import dev.tidings.intake.route.Routes;
import java.time.Clock;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Assembles runs; each has clients of its own, so that broken clients are not used again. */
final class IntakeRuns implements Supplier<IntakeRun> {
    private final IntakeKafka kafka;
    private final IntakeConfig config;
    private final TopicsConfig topics;
    private final Outside outside;
    private final Mapper.Memory memory;
    private final TopicWatch watch;

    /** The parts that other packages provide. */
    record Outside(
            Supplier<Routes> routes, IntakeMetrics metrics, Clock clock, HomePlacement placing, int maxEventBytes) {}

    IntakeRuns(IntakeKafka kafka, IntakeConfig config, TopicsConfig topics, Outside outside, Mapper.Memory memory) {
        this.kafka = kafka;
        this.config = config;
        this.topics = topics;
        this.outside = outside;
        this.memory = memory;
        this.watch = new TopicWatch(topics, memory.seen().isOn());
    }

    static Mapper.Memory memory(IntakeConfig config, IntakeMetrics metrics) {
        return new Mapper.Memory(
                new DeduplicationWindow(
                        config.repetitionWindow(),
                        config.maxRemembered(),
                        count -> metrics.forgotten(Kept.REPETITIONS, count)),
                new Limiter(config.maxRecipients(), config.maxWaiting(), metrics),
                new OversizedRecords());
    }

    @Override
    public IntakeRun get() {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Admin admin = Admin.create(kafka.admin());
        TransactionalWriter outlet = new TransactionalWriter(
                new Transactions(
                        () -> new KafkaProducer<>(
                                kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer()),
                        outside.metrics()),
                topics,
                outside.placing());
        DeferredWriter released = new DeferredWriter(memory.limiter(), outlet, outside.metrics());
        Predicate<String> fromBeginning =
                topic -> config.start() == IntakeConfig.Start.EARLIEST || watch.isFromItsBeginning(topic);
        Unstarted unstarted = new Unstarted(consumer, fromBeginning);
        AssignmentListener arrivals = new AssignmentListener(
                consumer,
                new InitialOffsets(consumer, fromBeginning, unstarted),
                partitions -> recall(admin, partitions),
                memory.seen(),
                released::all);
        return new IntakeRun(
                consumer,
                new IntakeRun.Writing(mapper(), outlet, memory, released),
                new IntakeRun.Parts(
                        arrivals, new Backoff(ThreadLocalRandom.current()), outside.metrics(), outside.clock()),
                new IntakeRun.Looking(watch, admin, config.refreshInterval(), unstarted),
                outside.routes());
    }

    private Mapper mapper() {
        return new Mapper(
                memory,
                new Mapper.Bounds(outside.maxEventBytes(), config.maxBatchBytes()),
                topics.retries(),
                new DeadLetterFactory(topics.deadLetters()));
    }

    private DeduplicationRestore recall(Admin admin, Collection<TopicPartition> partitions) {
        DeduplicationRestore recall = new DeduplicationRestore(
                new KafkaConsumer<>(kafka.seenConsumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                memory.seen());
        try {
            recall.begin(admin, topics.seen(), partitions, outside.clock().millis());
            return recall;
        } catch (RuntimeException e) {
            recall.close();
            throw e;
        }
    }
}
