package dev.tidings.publish;

import dev.tidings.event.LogTerms;
import dev.tidings.kafka.OutgoingChannel;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Assembles the publisher. */
class PublishAssembly {
    @Produces
    @Singleton
    Publisher publisher(
            PublishConfig config,
            LogTerms log,
            @Identifier(OutgoingChannel.LOG) OutgoingChannel channel,
            LogWriter writer,
            Clock clock) {
        IdempotencyStore answers = new IdempotencyStore(config.rememberedFor(), config.maxRememberedBytes(), clock);
        return new Publisher(config, log, channel, writer, answers);
    }
}
