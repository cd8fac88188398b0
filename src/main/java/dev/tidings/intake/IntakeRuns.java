package dev.tidings.intake;

import dev.tidings.concurrent.NanoClock;
import dev.tidings.intake.memory.FingerprintStore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates runs; each has clients of its own, so that broken clients are not used again. */
final class IntakeRuns implements Function<IntakeState, IntakeRun> {
    private final IntakeKafka kafka;
    private final TopicWatch watch;
    private final Function<Admin, FingerprintStore> fingerprints;
    private final Pipeline pipeline;
    private final NanoClock nanos;

    IntakeRuns(
            IntakeKafka kafka,
            TopicWatch watch,
            Function<Admin, FingerprintStore> fingerprints,
            Pipeline pipeline,
            NanoClock nanos) {
        this.kafka = kafka;
        this.watch = watch;
        this.fingerprints = fingerprints;
        this.pipeline = pipeline;
        this.nanos = nanos;
    }

    @Override
    public IntakeRun apply(IntakeState state) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Admin admin = Admin.create(kafka.admin());
        Predicate<String> fromBeginning = watch::isReadFromBeginning;
        UnstartedTopics unstarted = new UnstartedTopics(consumer, fromBeginning, nanos);
        AssignmentListener assignment = new AssignmentListener(
                consumer,
                new InitialOffsets(consumer, fromBeginning, unstarted),
                fingerprints.apply(admin),
                pipeline::writeDeferredEvents,
                nanos);
        SourceConsumer source = new SourceConsumer(consumer, assignment);
        Interval refresh = new Interval(kafka.refreshInterval(), nanos);
        return new IntakeRun(
                source,
                new TopicSubscription(admin, watch, unstarted, source, refresh),
                pipeline,
                new Backoff(ThreadLocalRandom.current(), nanos),
                state);
    }
}
