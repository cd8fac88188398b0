package dev.tidings.intake.deadletter;

import dev.tidings.event.TopicsConfig;
import dev.tidings.http.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes dead letters unchanged, headers included, to the topic of retries. */
@Singleton
class DeadLetterRetries {
    private final DeadLetterKafka kafka;
    private final String name;

    DeadLetterRetries(DeadLetterKafka kafka, TopicsConfig topics) {
        this.kafka = kafka;
        this.name = topics.retries();
    }

    /** Writes the dead letters in this order, and blocks until Kafka has acknowledged them. */
    List<DeadLetterAnswer.Retry> write(DeadLetterTopic topic, List<DeadLetterPlace> places)
            throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (DeadLetterPlace place : places) {
                sent.add(producer.send(retry(topic.record(place))));
            }
            List<DeadLetterAnswer.Retry> written = new ArrayList<>();
            for (int i = 0; i < sent.size(); i++) {
                written.add(new DeadLetterAnswer.Retry(
                        places.get(i).toString(), sent.get(i).get().toString()));
            }
            producer.close(Duration.ofSeconds(1));
            return written;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException refused ? refused : new KafkaException(e.getCause());
        }
    }

    private ProducerRecord<byte[], byte[]> retry(ConsumerRecord<byte @Nullable [], byte @Nullable []> letter) {
        DeadLetter said = DeadLetter.of(letter);
        if (said.origin() == null || said.route() == null) {
            throw ProblemException.conflict(
                    "Cannot be retried",
                    "dead letter: " + said.position()
                            + " does not say where it comes from (expected: headers tidings_route, tidings_topic,"
                            + " tidings_partition and tidings_offset, as intake writes them)");
        }
        return new ProducerRecord<>(name, null, letter.key(), letter.value(), letter.headers());
    }
}
