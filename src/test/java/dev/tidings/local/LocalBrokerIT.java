package dev.tidings.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class LocalBrokerIT {
    @Test
    void addressClusterTopicsAndRecordsSurviveARestart() throws Exception {
        try (Broker broker = Broker.own()) {
            String address = broker.bootstrapServers();
            String cluster = clusterId(broker);
            broker.createTopic("kept", 4);
            Uuid topic = topicId(broker, "kept");
            int partition =
                    broker.produce("kept", "alice", Map.of(), bytes("before")).partition();

            broker.stop();
            assertThat(LocalAddress.of(address)).get().matches(there -> !there.isListening());
            broker.start();
            broker.produce("kept", "alice", Map.of(), bytes("after"));

            assertThat(broker.bootstrapServers()).isEqualTo(address);
            assertThat(clusterId(broker)).isEqualTo(cluster);
            assertThat(topicId(broker, "kept")).isEqualTo(topic);
            assertThat(values(broker, "kept", partition, 2)).containsExactly("before", "after");
        }
    }

    @Test
    void recordsAreInThePartitionsOfTheirPlacement() {
        Broker broker = Broker.shared();
        String topic = broker.newTopic("placed", 7);
        for (Placement placement : Placement.values()) {
            for (int i = 0; i < 20; i++) {
                String key = "user-" + i;
                int written = broker.produce(placement, topic, key, Map.of("k", "v"), bytes("1"))
                        .partition();
                assertThat(written).isEqualTo(placement.partition(bytes(key), 7));
            }
        }
        broker.deleteTopic(topic);
    }

    @Test
    void anUnknownTopicIsNotCreated() throws Exception {
        Broker broker = Broker.shared();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(broker)) {
            assertThat(consumer.partitionsFor("mistyped")).isEmpty();
        }
        try (Admin admin = admin(broker)) {
            assertThat(admin.listTopics().names().get()).doesNotContain("mistyped");
        }
    }

    private static List<String> values(Broker broker, String topic, int partition, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(broker)) {
            TopicPartition place = new TopicPartition(topic, partition);
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ofMillis(200))) {
                    values.add(new String(read.value(), UTF_8));
                }
            }
        }
        return values;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Broker broker) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static Admin admin(Broker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static String clusterId(Broker broker) throws Exception {
        try (Admin admin = admin(broker)) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static Uuid topicId(Broker broker, String topic) throws Exception {
        try (Admin admin = admin(broker)) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .topicId();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
