package dev.tidings.intake;

import dev.tidings.concurrent.NanoClock;
import dev.tidings.event.LogTerms;
import dev.tidings.event.TopicsConfig;
import dev.tidings.intake.IntakeMetrics.Kept;
import dev.tidings.intake.deadletter.DeadLetterFactory;
import dev.tidings.intake.limit.Limiter;
import dev.tidings.intake.memory.DeduplicationWindow;
import dev.tidings.intake.memory.FingerprintStore;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Assembles intake, and starts it after everything else. */
class IntakeAssembly {
    @Produces
    @Singleton
    IntakeMemory memory(IntakeConfig config, IntakeMetrics metrics) {
        return new IntakeMemory(
                new DeduplicationWindow(
                        config.repetitionWindow(),
                        config.maxRemembered(),
                        count -> metrics.forgotten(Kept.REPETITIONS, count)),
                new Limiter(config.maxRecipients(), config.maxWaiting(), metrics));
    }

    @Produces
    @Singleton
    Mapper mapper(IntakeMemory memory, IntakeConfig config, TopicsConfig topics, LogTerms log, NanoClock nanos) {
        return new Mapper(
                memory,
                new Mapper.SizeLimits(log.maxEventSize(), config.maxBatchBytes()),
                topics.retries(),
                new DeadLetterFactory(topics.deadLetters()),
                new FaultLog(nanos));
    }

    @Produces
    @Singleton
    TransactionalWriter writer(IntakeKafka kafka, TopicsConfig topics, LogTerms log, IntakeMetrics metrics) {
        Transactions transactions = new Transactions(
                () -> new KafkaProducer<>(kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer()),
                metrics);
        return new TransactionalWriter(transactions, topics, new HomePlacement(log.partitioner()));
    }

    @Produces
    @Singleton
    Pipeline pipeline(
            Mapper mapper, TransactionalWriter writer, IntakeMemory memory, IntakeMetrics metrics, Clock clock) {
        return new Pipeline(mapper, writer, memory, metrics, clock);
    }

    /** Creates a run's store of fingerprints, with the run's admin client. */
    interface FingerprintStores extends Function<Admin, FingerprintStore> {}

    @Produces
    @Singleton
    FingerprintStores fingerprints(IntakeKafka kafka, TopicsConfig topics, IntakeMemory memory, Clock clock) {
        return admin -> new FingerprintStore(
                () -> new KafkaConsumer<>(
                        kafka.seenConsumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                admin,
                topics.seen(),
                memory.window(),
                clock);
    }

    @Produces
    @Singleton
    TopicWatch watch(TopicsConfig topics, IntakeConfig config) {
        return new TopicWatch(topics, config);
    }

    @Produces
    @Singleton
    IntakeRuns runs(
            IntakeKafka kafka, TopicWatch watch, FingerprintStores fingerprints, Pipeline pipeline, NanoClock nanos) {
        return new IntakeRuns(kafka, watch, fingerprints, pipeline, nanos);
    }

    @Produces
    @Singleton
    IntakeThread thread(RoutesSource routes, IntakeRuns runs, IntakeConfig config, NanoClock nanos) {
        return new IntakeThread(
                routes,
                runs,
                new Backoff(ThreadLocalRandom.current(), nanos),
                new IntakeState(new StartGate(config.startTimeout(), nanos), nanos));
    }

    void close(@Disposes IntakeThread thread) {
        thread.close();
    }

    /** Starts intake late, after the services that provide the topics in development. */
    void start(@Observes @Priority(5000) StartupEvent start, IntakeThread thread) {
        thread.start();
    }
}
