package dev.tidings.publish;

import dev.tidings.event.LogTerms;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Assembles the publisher. */
class PublishAssembly {
    @Produces
    @Singleton
    Publisher publisher(PublishConfig config, LogTerms log, LogWriter writer, Clock clock) {
        IdempotencyStore repetitions = new IdempotencyStore(config.rememberedFor(), config.maxRememberedBytes(), clock);
        return new Publisher(config, log, writer, repetitions);
    }

    void close(@Disposes Publisher publisher) {
        publisher.close();
    }
}
