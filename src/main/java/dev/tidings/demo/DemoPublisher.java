package dev.tidings.demo;

import dev.tidings.event.TopicsConfig;
import dev.tidings.http.ProblemException;
import dev.tidings.kafka.ClientSettings;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes the page's events to the log like any service; makes its client at the first one. Blocks its thread. */
@Singleton
class DemoPublisher {
    private static final int BUFFER_BYTES = 4 << 20;
    private static final JsonFormat JSON = new JsonFormat();

    private final ClientSettings clients;
    private final TopicsConfig topics;
    private final Duration patience;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    DemoPublisher(ClientSettings clients, TopicsConfig topics, DemoConfig config) {
        this.clients = clients;
        this.topics = topics;
        this.patience = config.patience();
    }

    RecordMetadata publish(Recipient recipient, CloudEvent event) throws InterruptedException {
        try {
            return producer().send(record(recipient, event)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw ProblemException.unavailable("Kafka did not take the event within " + patience.toMillis() + " ms");
        }
    }

    /** Makes a record with the event's time as its timestamp, so that either shows the latency. */
    private ProducerRecord<byte[], byte[]> record(Recipient recipient, CloudEvent event) {
        long timestamp = Objects.requireNonNull(event.getTime()).toInstant().toEpochMilli();
        return KafkaMessageFactory.createWriter(topics.nameOf(recipient.topic()), null, timestamp, recipient.keyBytes())
                .writeStructured(event, JSON);
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = clients.producer("tidings-demo", patience);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        return settings;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }
}
