package dev.tidings.control;

import dev.tidings.event.TopicsConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The one Kafka client that writes to the control topic. It is created on first use, and may block its caller. */
@Singleton
class ControlProducer {
    private final ControlKafka kafka;
    private final String topic;
    private @Nullable Producer<String, byte @Nullable []> producer;

    ControlProducer(ControlKafka kafka, TopicsConfig topics) {
        this.kafka = kafka;
        this.topic = topics.control();
    }

    void send(String key, byte @Nullable [] value, Callback done) {
        Producer<String, byte @Nullable []> asked = producer();
        var unused = asked.send(new ProducerRecord<>(topic, key, value), (metadata, failure) -> {
            if (failure instanceof AuthenticationException) {
                forget(asked);
            }
            done.onCompletion(metadata, failure);
        });
    }

    /** Drops the refused producer, so that the next one reads its secrets again. */
    private synchronized void forget(Producer<String, byte @Nullable []> refused) {
        if (producer == refused) {
            producer = null;
            refused.close(Duration.ZERO);
        }
    }

    private synchronized Producer<String, byte @Nullable []> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(kafka.producer(), new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }
}
