package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.HeaderBlock;
import dev.tidings.event.LogTerms;
import dev.tidings.event.Topic;
import dev.tidings.event.TopicsConfig;
import dev.tidings.event.UserId;
import dev.tidings.kafka.ClientSettings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** TEMPORARY until the channels are there. */
@Singleton
class ChangeLog {
    private static final byte[] STRUCTURED = "application/cloudevents+json".getBytes(UTF_8);

    private final ClientSettings clients;
    private final MarkConfig config;
    private final TopicsConfig topics;
    private final LogTerms terms;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    ChangeLog(ClientSettings clients, MarkConfig config, TopicsConfig topics, LogTerms terms) {
        this.clients = clients;
        this.config = config;
        this.topics = topics;
        this.terms = terms;
    }

    RecordMetadata write(UserId user, byte[] event) {
        KafkaProducer<byte[], byte[]> p = producer();
        String topic = topics.nameOf(Topic.NOTIFICATIONS);
        try {
            int partition = terms.partitioner().partitionOf(user.value(), p.partitionsFor(topic).size());
            return p.send(new ProducerRecord<>(
                            topic,
                            partition,
                            user.value().getBytes(UTF_8),
                            event,
                            List.of(new RecordHeader(HeaderBlock.CONTENT_TYPE, STRUCTURED))))
                    .get();
        } catch (ExecutionException | RuntimeException e) {
            throw MarkRefusedException.unavailable("Kafka did not acknowledge the change in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MarkRefusedException.unavailable("the pod is stopping");
        }
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    clients.producer("tidings-inbox-changes", config.timeout()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }
        return producer;
    }
}
