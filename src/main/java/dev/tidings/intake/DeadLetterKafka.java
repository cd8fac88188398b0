package dev.tidings.intake;

import dev.tidings.kafka.OutgoingDefaults;
import dev.tidings.kafka.OutgoingChannel;
import dev.tidings.kafka.ClientSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The settings of the clients that answer questions about dead letters. */
@Singleton
class DeadLetterKafka {
    private static final String CLIENT = "tidings-dead-letters";
    private static final int FETCH_BYTES = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ClientSettings clients;

    DeadLetterKafka(ClientSettings clients) {
        this.clients = clients;
    }

    /** Returns the settings of a consumer that does not wait for further records. */
    Map<String, Object> consumer() {
        Map<String, Object> settings = clients.consumer(CLIENT);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return settings;
    }

    @Produces
    @Singleton
    OutgoingDefaults producer() {
        Map<String, Object> settings = clients.producer(CLIENT, PATIENCE);
        // A record that was accepted as a dead letter must be accepted as a retry too.
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
        return new OutgoingDefaults(OutgoingChannel.RETRIES, settings);
    }
}
