package dev.tidings.publish;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Holds the one Kafka client that writes to the log, created at its first use. May block its caller. */
@Singleton
class LogProducer {
    private final PublishKafka kafka;
    private @Nullable Producer<byte[], byte[]> producer;

    LogProducer(PublishKafka kafka) {
        this.kafka = kafka;
    }

    int partitionsOf(String topic) {
        Producer<byte[], byte[]> asked = producer();
        try {
            return asked.partitionsFor(topic).size();
        } catch (RuntimeException e) {
            forgetIfUseless(asked, e);
            throw e;
        }
    }

    void send(ProducerRecord<byte[], byte[]> record, Callback done) {
        Producer<byte[], byte[]> asked = producer();
        var unused = asked.send(record, (metadata, failure) -> {
            forgetIfUseless(asked, failure);
            done.onCompletion(metadata, failure);
        });
    }

    /** Discards a client that was refused, since it fails for ever; a new one reads its secrets again. */
    private void forgetIfUseless(Producer<byte[], byte[]> refused, @Nullable Exception failure) {
        if (failure instanceof AuthenticationException || failure instanceof ClusterAuthorizationException) {
            forget(refused);
        }
    }

    private synchronized void forget(Producer<byte[], byte[]> refused) {
        if (producer == refused) {
            producer = null;
            refused.close(Duration.ZERO);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer());
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
