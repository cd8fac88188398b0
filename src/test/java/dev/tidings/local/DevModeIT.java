package dev.tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("full")
class DevModeIT {
    // Some twenty seconds; minutes where Maven has the parts of dev mode still to download.
    private static final Duration START = Duration.ofMinutes(5);

    private DevMode dev;
    private Map<String, Object> kafka;

    @BeforeAll
    void devModeStartsWithoutConfiguration() throws Exception {
        dev = new DevMode();
        kafka = Map.of("bootstrap.servers", "localhost:" + dev.kafkaPort);
        await().atMost(START)
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptions()
                .until(() -> !dev.isAlive() || dev.get("/q/health/live").statusCode() == 200);
        assertThat(dev.isAlive()).as(dev.log()).isTrue();
    }

    @AfterAll
    void leavesNobodyListening() throws Exception {
        dev.stop();

        await().untilAsserted(() -> {
            assertThat(new LocalAddress("localhost", dev.httpPort).isListening())
                    .isFalse();
            assertThat(new LocalAddress("localhost", dev.kafkaPort).isListening())
                    .isFalse();
            assertThat(new LocalAddress("localhost", dev.postgresPort).isListening())
                    .isFalse();
        });
        assertThat(dev.isAlive()).isFalse();
    }

    @Test
    void devModeCreatesTheTopics() throws Exception {
        Map<String, Integer> partitions = new TreeMap<>();
        try (Admin admin = Admin.create(kafka)) {
            admin.describeTopics(admin.listTopics().names().get())
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) ->
                            partitions.put(name, topic.partitions().size()));
        }

        assertThat(partitions)
                .containsEntry("notifications", 4)
                .containsEntry("announcements", 2)
                .containsEntry("notifications.control", 1);
    }

    @Test
    void aRecordIsReadBackFromTheBroker() throws Exception {
        TopicPartition place = new TopicPartition("notifications", 0);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(place.topic(), place.partition(), "alice", "{\"text\":\"hello\"}"))
                    .get();
        }
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(kafka, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));

            assertThat(consumer.poll(Duration.ofSeconds(10)))
                    .extracting(record -> record.key() + " " + record.value())
                    .containsExactly("alice {\"text\":\"hello\"}");
        }
    }

    @Test
    void recordComesIntoTheInboxOfItsPostgres() throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("notifications", 1, "carol", "{\"text\":\"hello\"}"))
                    .get();
        }
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            try (Connection connection = DriverManager.getConnection(dev.database(), "tidings", "tidings");
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from inbox_item where user_id = 'carol'")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
        });
    }

    @Test
    void devModeServesThePage() throws Exception {
        HttpResponse<String> page = dev.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).get().asString().startsWith("text/html");
    }

    @Test
    void devModeIssuesTokensWithoutDocker() throws Exception {
        assertThat(dev.log()).contains("oidc dev service is ready").doesNotContain("Docker");
    }
}
