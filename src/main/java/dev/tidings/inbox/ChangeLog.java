package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.HeaderBlock;
import dev.tidings.event.LogTerms;
import dev.tidings.event.Topic;
import dev.tidings.event.TopicsConfig;
import dev.tidings.event.UserId;
import dev.tidings.kafka.ClientSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the changes of users to the log, all of a user to one partition. Its Kafka client is created at the first
 * change. May block its caller.
 */
@Singleton
class ChangeLog {
    private static final List<Header> STRUCTURED =
            List.of(new RecordHeader(HeaderBlock.CONTENT_TYPE, "application/cloudevents+json".getBytes(UTF_8)));

    private final ClientSettings clients;
    private final Duration timeout;
    private final String topic;
    private final LogTerms terms;
    private @Nullable Producer<byte[], byte[]> producer;

    ChangeLog(ClientSettings clients, MarkConfig config, TopicsConfig topics, LogTerms terms) {
        this.clients = clients;
        this.timeout = config.timeout();
        this.topic = topics.nameOf(Topic.NOTIFICATIONS);
        this.terms = terms;
    }

    /**
     * Writes an event for a user, and returns its place when Kafka has acknowledged it.
     *
     * @throws MarkRefusedException where Kafka does not in time; the event may be written all the same
     */
    RecordMetadata write(UserId user, byte[] event) {
        Producer<byte[], byte[]> client = producer();
        try {
            int partitions = client.partitionsFor(topic).size();
            int partition = terms.partitioner().partitionOf(user.value(), partitions);
            byte[] key = user.value().getBytes(UTF_8);
            return client.send(new ProducerRecord<>(topic, partition, key, event, STRUCTURED))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MarkRefusedException.unavailable("the pod is stopping");
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            forgetIfRefused(client, e);
            throw MarkRefusedException.unavailable("Kafka did not acknowledge the change in time (expected: within "
                    + timeout.toMillis() + " ms, tidings.inbox.marks.timeout); it may be made all the same");
        }
    }

    /** Discards a client that was refused, since it fails for ever; a new one reads its secrets again. */
    private synchronized void forgetIfRefused(Producer<byte[], byte[]> refused, Exception failure) {
        Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
        boolean isRefusal = cause instanceof AuthenticationException || cause instanceof ClusterAuthorizationException;
        if (isRefusal && producer == refused) {
            producer = null;
            refused.close(Duration.ZERO);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    clients.producer("tidings-inbox-changes", timeout),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
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
