package dev.tidings.demo;

import dev.tidings.event.LogTerms;
import dev.tidings.event.TopicsConfig;
import dev.tidings.http.ProblemException;
import dev.tidings.kafka.OutgoingChannel;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes the page's events to the log, through the channel of the events that come by REST. */
@Singleton
class DemoPublisher {
    private static final JsonFormat JSON = new JsonFormat();

    private final OutgoingChannel channel;
    private final LogTerms log;
    private final TopicsConfig topics;
    private final Duration patience;

    DemoPublisher(
            @Identifier(OutgoingChannel.LOG) OutgoingChannel channel,
            LogTerms log,
            TopicsConfig topics,
            DemoConfig config) {
        this.channel = channel;
        this.log = log;
        this.topics = topics;
        this.patience = config.patience();
    }

    /** Writes an event, and emits its position. Fails with a problem that may be shown. */
    Uni<RecordMetadata> publish(Recipient recipient, CloudEvent event) {
        return channel.send(
                        record(recipient, event),
                        partitions -> log.partitioner().partitionOf(recipient.key(), partitions))
                .ifNoItem()
                .after(patience)
                .fail()
                .onFailure()
                .transform(failure -> ProblemException.unavailable(
                        "Kafka did not take the event within " + patience.toMillis() + " ms"));
    }

    /** Makes a record with the event's time as its timestamp, so that either shows the latency. */
    private ProducerRecord<byte[], byte[]> record(Recipient recipient, CloudEvent event) {
        long timestamp = Objects.requireNonNull(event.getTime()).toInstant().toEpochMilli();
        return KafkaMessageFactory.createWriter(topics.nameOf(recipient.topic()), null, timestamp, recipient.keyBytes())
                .writeStructured(event, JSON);
    }
}
