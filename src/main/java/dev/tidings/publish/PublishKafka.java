package dev.tidings.publish;

import dev.tidings.event.LogTerms;
import dev.tidings.kafka.OutgoingDefaults;
import dev.tidings.kafka.OutgoingChannel;
import dev.tidings.kafka.ClientSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Configures the channel that writes to the log. */
class PublishKafka {
    private static final int LINGER_MS = 2;
    private static final int LEAST_BUFFER = 4 << 20;
    private static final int LEAST_REQUEST = 1 << 20;

    /** Returns the settings of the producer. It lingers briefly, so that concurrent requests share batches. */
    @Produces
    @Singleton
    OutgoingDefaults log(ClientSettings clients, PublishConfig config, LogTerms log) {
        Map<String, Object> settings = clients.producer("tidings-publish", config.timeout());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        // The bytes in flight are bounded before they reach the client.
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(LEAST_BUFFER, 2 * config.maxPendingBytes()));
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.max(LEAST_REQUEST, log.maxEventSize() + 1024));
        return new OutgoingDefaults(OutgoingChannel.LOG, settings);
    }
}
