package dev.tidings.intake.deadletter;

import dev.tidings.concurrent.NanoClock;
import dev.tidings.event.TopicsConfig;
import dev.tidings.http.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Answers questions about dead letters, each with a client of its own, since they are rare. Blocks its thread. */
@Singleton
class DeadLetterInquiry {
    static final int MAX_LIMIT = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DeadLetterKafka kafka;
    private final DeadLetterRetries retries;
    private final String name;
    private final NanoClock nanos;

    DeadLetterInquiry(DeadLetterKafka kafka, DeadLetterRetries retries, TopicsConfig topics, NanoClock nanos) {
        this.kafka = kafka;
        this.retries = retries;
        this.name = topics.deadLetters();
        this.nanos = nanos;
    }

    /** Selects the newest dead letters that match, up to a limit. */
    record Question(
            DeadLetterFilter filter, int limit, @Nullable String before) {
        Question {
            if (limit < 1 || limit > MAX_LIMIT) {
                throw ProblemException.bad("limit: " + limit + " (expected: 1 to " + MAX_LIMIT + ")");
            }
        }

        Map<Integer, Long> offsets() {
            return before == null ? Map.of() : DeadLetterPlace.split(before);
        }
    }

    DeadLetterAnswer.Listed list(Question question) {
        try (DeadLetterTopic topic = open()) {
            DeadLetterScan scan = new DeadLetterScan(topic, question.offsets());
            List<DeadLetter> found = scan.find(question.filter(), question.limit());
            return new DeadLetterAnswer.Listed(name, found, scan.scanned(), scan.goesOnBefore());
        }
    }

    DeadLetterAnswer.Shown show(DeadLetterPlace place) {
        try (DeadLetterTopic topic = open()) {
            return DeadLetterAnswer.Shown.of(topic.record(place));
        }
    }

    DeadLetterAnswer.Retried retry(DeadLetterPlace place) throws InterruptedException {
        try (DeadLetterTopic topic = open()) {
            return new DeadLetterAnswer.Retried(retries.write(topic, List.of(place)), null);
        }
    }

    /** Retries the selected dead letters, the oldest first, in their original order. */
    DeadLetterAnswer.Retried retry(Question question) throws InterruptedException {
        if (question.filter().isEmpty()) {
            throw ProblemException.bad("filter: none (expected: at least one of topic, route, reason)");
        }
        try (DeadLetterTopic topic = open()) {
            DeadLetterScan scan = new DeadLetterScan(topic, question.offsets());
            List<DeadLetterPlace> places = new ArrayList<>();
            for (DeadLetter letter : scan.find(question.filter(), question.limit())) {
                if (letter.origin() != null && letter.route() != null) {
                    places.add(DeadLetterPlace.parse(letter.position()));
                }
            }
            String next = scan.goesOnBefore();
            Collections.reverse(places);
            return new DeadLetterAnswer.Retried(retries.write(topic, places), next);
        }
    }

    private DeadLetterTopic open() {
        return new DeadLetterTopic(
                new KafkaConsumer<>(kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                name,
                PATIENCE,
                nanos);
    }
}
