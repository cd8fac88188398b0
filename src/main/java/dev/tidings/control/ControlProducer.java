package dev.tidings.control;

import dev.tidings.event.TopicsConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The one Kafka client that writes to the control topic, made when it is first needed; it may make its caller wait. */
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
        var unused = producer().send(new ProducerRecord<>(topic, key, value), done);
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
