package dev.tidings.publish;

import dev.tidings.event.LogTerms;
import dev.tidings.kafka.ClientSettings;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The settings of the client that writes to the log. */
@Singleton
class PublishKafka {
    private static final int LINGER_MS = 2;
    private static final int LEAST_BUFFER = 4 << 20;
    private static final int LEAST_REQUEST = 1 << 20;

    private final ClientSettings clients;
    private final PublishConfig config;
    private final LogTerms log;

    PublishKafka(ClientSettings clients, PublishConfig config, LogTerms log) {
        this.clients = clients;
        this.config = config;
        this.log = log;
    }

    /** Returns the settings of the producer; it lingers briefly, so that concurrent requests share batches. */
    Map<String, Object> producer() {
        Map<String, Object> settings = clients.producer("tidings-publish", config.timeout());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        settings.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) config.timeout().toMillis() + LINGER_MS);
        // The bytes in flight are bounded before they reach the client.
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(LEAST_BUFFER, 2 * config.maxPendingBytes()));
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.max(LEAST_REQUEST, log.maxEventSize() + 1024));
        return settings;
    }
}
