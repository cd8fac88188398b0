package dev.tidings.bench.netty;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads both topics from their ends on, and puts each record to those whom it is for. */
final class Tail {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String announcements = System.getenv("ANNOUNCEMENTS");
    private final Connections connections;
    private final Lanes lanes;
    private final KafkaConsumer<String, byte[]> consumer;

    Tail(Connections connections, Lanes lanes, Fetching fetching) {
        this.connections = connections;
        this.lanes = lanes;
        this.consumer = new KafkaConsumer<>(
                fetching.settings(System.getenv("BOOTSTRAP")), new StringDeserializer(), new ByteArrayDeserializer());
    }

    void run() {
        List<TopicPartition> all = Stream.of(System.getenv("NOTIFICATIONS"), announcements)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        while (true) {
            consumer.poll(PATIENCE).forEach(this::put);
            lanes.send();
        }
    }

    private void put(ConsumerRecord<String, byte[]> event) {
        if (event.topic().equals(announcements)) {
            lanes.putForAll(event.value());
            return;
        }
        for (Connection connection : connections.of(event.key())) {
            connection.lane().put(connection, event.value());
        }
    }
}
