package dev.tidings.control;

import dev.tidings.kafka.OutgoingDefaults;
import dev.tidings.kafka.OutgoingChannel;
import dev.tidings.kafka.ClientSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Configures the Kafka clients of this package. */
@Singleton
class ControlKafka {
    private static final String CLIENT = "tidings-control";
    private static final int FETCH_BYTES = 1 << 20;
    private static final int BUFFER_BYTES = 1 << 20;

    private final ClientSettings clients;
    private final ControlConfig config;

    ControlKafka(ClientSettings clients, ControlConfig config) {
        this.clients = clients;
        this.config = config;
    }

    Map<String, Object> consumer() {
        Map<String, Object> settings = clients.consumer(CLIENT);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        return settings;
    }

    @Produces
    @Singleton
    OutgoingDefaults producer() {
        Map<String, Object> settings = clients.producer(CLIENT, config.publishTimeout());
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        return new OutgoingDefaults(OutgoingChannel.CONTROL, settings);
    }
}
