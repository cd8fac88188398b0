package dev.tidings.bench.vertx;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.kafka.client.common.PartitionInfo;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads both topics from their ends on, and sends each record to those whom it is for. */
final class Tail extends VerticleBase {
    private static final String STRINGS = "org.apache.kafka.common.serialization.StringDeserializer";

    private final String announcements = System.getenv("ANNOUNCEMENTS");
    private final Sockets sockets;

    Tail(Sockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public Future<?> start() {
        KafkaConsumer<String, String> consumer = KafkaConsumer.create(
                vertx,
                Map.of(
                        "bootstrap.servers",
                        System.getenv("BOOTSTRAP"),
                        "key.deserializer",
                        STRINGS,
                        "value.deserializer",
                        STRINGS,
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "latest"));
        consumer.handler(this::send);
        return Future.all(consumer.partitionsFor(System.getenv("NOTIFICATIONS")), consumer.partitionsFor(announcements))
                .compose(found -> consumer.assign(partitions(found.list())));
    }

    private static Set<TopicPartition> partitions(List<List<PartitionInfo>> ofTopics) {
        return ofTopics.stream()
                .flatMap(List::stream)
                .map(each -> new TopicPartition(each.getTopic(), each.getPartition()))
                .collect(Collectors.toSet());
    }

    private void send(KafkaConsumerRecord<String, String> event) {
        if (event.topic().equals(announcements)) {
            sockets.sendToAll(event.value());
        } else {
            sockets.send(event.key(), event.value());
        }
    }
}
