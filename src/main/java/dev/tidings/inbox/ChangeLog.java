package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.HeaderBlock;
import dev.tidings.event.LogTerms;
import dev.tidings.event.Topic;
import dev.tidings.event.TopicsConfig;
import dev.tidings.event.UserId;
import dev.tidings.kafka.OutgoingChannel;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Writes the changes of users to the log, all of a user to one partition. May block its caller. */
@Singleton
class ChangeLog {
    private static final List<Header> STRUCTURED =
            List.of(new RecordHeader(HeaderBlock.CONTENT_TYPE, "application/cloudevents+json".getBytes(UTF_8)));

    /** The channel itself gives up in time: this only bounds how long a caller waits for its answer. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final OutgoingChannel channel;
    private final Duration timeout;
    private final String topic;
    private final LogTerms terms;

    ChangeLog(
            @Identifier(OutgoingChannel.INBOX_CHANGES) OutgoingChannel channel,
            MarkConfig config,
            TopicsConfig topics,
            LogTerms terms) {
        this.channel = channel;
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
        byte[] key = user.value().getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, key, event, STRUCTURED);
        try {
            return channel.send(record, partitions -> terms.partitioner().partitionOf(user.value(), partitions))
                    .await()
                    .atMost(timeout.plus(SLACK));
        } catch (RuntimeException e) {
            throw MarkRefusedException.unavailable("Kafka did not acknowledge the change in time (expected: within "
                    + timeout.toMillis() + " ms, tidings.inbox.marks.timeout); it may be made all the same");
        }
    }
}
