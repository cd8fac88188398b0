package dev.tidings.intake;

import dev.tidings.event.TopicsConfig;
import dev.tidings.http.ProblemException;
import dev.tidings.kafka.OutgoingChannel;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes dead letters unchanged, headers included, to the topic of retries. */
@Singleton
class DeadLetterRetries {
    /** Bytes after which the writer waits for Kafka, so that the channel's limit is not reached. */
    private static final long MAX_IN_FLIGHT = 8 << 20;

    private final OutgoingChannel channel;
    private final String name;

    DeadLetterRetries(@Identifier(OutgoingChannel.RETRIES) OutgoingChannel channel, TopicsConfig topics) {
        this.channel = channel;
        this.name = topics.retries();
    }

    /** Writes the dead letters in this order, and blocks until Kafka has acknowledged them. */
    List<DeadLetterAnswer.Retry> write(DeadLetterTopic topic, List<DeadLetterPlace> places)
            throws InterruptedException {
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        long inFlight = 0;
        for (DeadLetterPlace place : places) {
            ConsumerRecord<byte @Nullable [], byte @Nullable []> letter = topic.record(place);
            sent.add(channel.send(retry(letter)).subscribeAsCompletionStage());
            inFlight += letter.serializedKeySize() + letter.serializedValueSize();
            if (inFlight > MAX_IN_FLIGHT) {
                awaitAll(sent);
                inFlight = 0;
            }
        }
        List<RecordMetadata> written = awaitAll(sent);
        List<DeadLetterAnswer.Retry> retries = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            retries.add(new DeadLetterAnswer.Retry(
                    places.get(i).toString(), written.get(i).toString()));
        }
        return retries;
    }

    private static List<RecordMetadata> awaitAll(List<CompletableFuture<RecordMetadata>> sent)
            throws InterruptedException {
        List<RecordMetadata> written = new ArrayList<>();
        try {
            for (CompletableFuture<RecordMetadata> each : sent) {
                written.add(each.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException refused ? refused : new KafkaException(e.getCause());
        }
        return written;
    }

    private ProducerRecord<byte[], byte[]> retry(ConsumerRecord<byte @Nullable [], byte @Nullable []> letter) {
        DeadLetter described = DeadLetter.of(letter);
        if (described.origin() == null || described.route() == null) {
            throw ProblemException.conflict(
                    "Cannot be retried",
                    "dead letter: " + described.position()
                            + " does not say where it comes from (expected: headers tidings_route, tidings_topic,"
                            + " tidings_partition and tidings_offset, as intake writes them)");
        }
        return new ProducerRecord<>(name, null, letter.key(), letter.value(), letter.headers());
    }
}
