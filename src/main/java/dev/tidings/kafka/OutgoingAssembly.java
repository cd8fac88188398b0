package dev.tidings.kafka;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaCDIEvents;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.producer.Producer;

/** Creates the outgoing channels. */
class OutgoingAssembly {
    private final OutgoingSettings settings;
    private final KafkaClientService connector;
    private final KafkaCDIEvents events;

    OutgoingAssembly(OutgoingSettings settings, KafkaClientService connector, KafkaCDIEvents events) {
        this.settings = settings;
        this.connector = connector;
        this.events = events;
    }

    @Produces
    @Singleton
    @Identifier(OutgoingChannel.LOG)
    OutgoingChannel log() {
        return channel(OutgoingChannel.LOG);
    }

    @Produces
    @Singleton
    @Identifier(OutgoingChannel.CONTROL)
    OutgoingChannel control() {
        return channel(OutgoingChannel.CONTROL);
    }

    @Produces
    @Singleton
    @Identifier(OutgoingChannel.RETRIES)
    OutgoingChannel retries() {
        return channel(OutgoingChannel.RETRIES);
    }

    @Produces
    @Singleton
    @Identifier(OutgoingChannel.INBOX_CHANGES)
    OutgoingChannel inboxChanges() {
        return channel(OutgoingChannel.INBOX_CHANGES);
    }

    private OutgoingChannel channel(String name) {
        return new OutgoingChannel(name, settings.of(name), connector, this::toggleMetrics);
    }

    /** Registers the metrics of a client. The second event of the same client removes them. */
    private void toggleMetrics(Producer<?, ?> client) {
        events.producer().fire(client);
    }

    void close(@Disposes @Any OutgoingChannel channel) {
        channel.close();
    }
}
