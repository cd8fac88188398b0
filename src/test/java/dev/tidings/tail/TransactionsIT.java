package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@TidingsTest(settings = "TIDINGS_TAIL_REFRESH_INTERVAL=500ms")
class TransactionsIT {
    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static InstanceFactory instances;

    @AutoClose
    private static Producer<String, String> producer;

    private static TidingsProcess tidings;

    /** The log ends with a transaction when it is first read. */
    @BeforeAll
    static void start() {
        producer = transactional(log);
        write(producer, log, "before", true);
        write(producer, log, "aborted-before", false);
        tidings = instances.keep(instances.named("transactions"));
    }

    @Test
    void aLogThatEndsWithATransactionIsReadWithoutAbortedRecords() {
        try (TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            write(producer, log, "aborted", false);
            write(producer, log, "committed", true);
            assertThat(alice.next().getString("data")).isEqualTo("committed");
            assertThat(alice.isQuiet()).isTrue();
            try (TidingsClient again = TidingsClient.connect(tidings, issuer.token("alice"), alice.cursor())) {
                assertThat(again.welcome().getBoolean("resumed")).isTrue();
                assertThat(again.isQuiet()).isTrue();
            }
        }
    }

    /** Lag does not tell of it: it counts up to the last stable offset. */
    @Test
    void aHangingTransactionIsShownInTheMetrics() {
        try (TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            begin(producer, log, "hanging");
            log.event("alice", "behind it");
            await().untilAsserted(() -> {
                assertThat(tidings.metric("tidings_tail_uncommitted_records")).isGreaterThanOrEqualTo(2);
                assertThat(tidings.metric("tidings_tail_uncommitted_seconds")).isPositive();
            });
            assertThat(tidings.metric("tidings_tail_uncommitted_records", "topic", "announcements"))
                    .isZero();
            assertThat(tidings.metric("tidings_tail_lag_records")).isZero();
            assertThat(alice.isQuiet()).isTrue();

            producer.commitTransaction();

            assertThat(alice.next().getString("data")).isEqualTo("hanging");
            assertThat(alice.next().getString("id")).isEqualTo("behind it");
            await().untilAsserted(() -> {
                assertThat(tidings.metric("tidings_tail_uncommitted_records")).isZero();
                assertThat(tidings.metric("tidings_tail_uncommitted_seconds")).isZero();
            });
        }
    }

    private static Producer<String, String> transactional(TestLog log) {
        Producer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, log.broker().bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, log.notifications()),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    private static void begin(Producer<String, String> producer, TestLog log, String text) {
        producer.beginTransaction();
        ProducerRecord<String, String> message = new ProducerRecord<>(log.notifications(), "alice", '"' + text + '"');
        message.headers().add("x", "y".getBytes(UTF_8));
        var unused = producer.send(message);
        producer.flush();
    }

    private static void write(Producer<String, String> producer, TestLog log, String text, boolean commit) {
        begin(producer, log, text);
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }
}
