package dev.tidings.intake;

import dev.tidings.event.LogTerms;
import dev.tidings.event.TopicsConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

/** Assembles intake, and starts it after everything else. */
class IntakeAssembly {
    @Produces
    @Singleton
    IntakeRuns.Outside outside(RoutesSource routes, IntakeMetrics metrics, Clock clock, LogTerms log) {
        return new IntakeRuns.Outside(routes, metrics, clock, new HomePlacement(log.partitioner()), log.maxEventSize());
    }

    @Produces
    @Singleton
    IntakeMemory memory(IntakeConfig config, IntakeMetrics metrics) {
        return new IntakeMemory(IntakeRuns.memory(config, metrics));
    }

    @Produces
    @Singleton
    IntakeThread thread(
            IntakeKafka kafka,
            IntakeConfig config,
            TopicsConfig topics,
            IntakeRuns.Outside outside,
            IntakeMemory memory) {
        return new IntakeThread(
                outside.routes(),
                new IntakeRuns(kafka, config, topics, outside, memory.memory()),
                new Backoff(ThreadLocalRandom.current()),
                new StartGate(config.startTimeout(), System::nanoTime));
    }

    void close(@Disposes IntakeThread thread) {
        thread.close();
    }

    /** Starts intake late, after the services that provide the topics in development. */
    void begin(@Observes @Priority(5000) StartupEvent start, IntakeThread thread) {
        thread.start();
    }
}
