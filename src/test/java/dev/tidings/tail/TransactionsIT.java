package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class TransactionsIT {
    @Test
    void aLogThatEndsWithATransactionIsReadToItsEndAndWhatIsAbortedIsNotDelivered() {
        TestLog log = TestLog.create();
        try (Producer<String, String> producer = transactional(log)) {
            write(producer, log, "before", true);
            write(producer, log, "aborted-before", false);
            try (Issuer issuer = Issuer.start();
                    TidingsProcess tidings = log.readBy(
                                    TidingsProcess.named("transactions").issuer(issuer))
                            .startReady();
                    TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
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

    private static void write(Producer<String, String> producer, TestLog log, String text, boolean commit) {
        producer.beginTransaction();
        ProducerRecord<String, String> message = new ProducerRecord<>(log.notifications(), "alice", '"' + text + '"');
        message.headers().add("x", "y".getBytes(UTF_8));
        var unused = producer.send(message);
        producer.flush();
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }
}
