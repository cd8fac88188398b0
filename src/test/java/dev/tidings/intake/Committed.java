package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A record as a reader of committed ones sees it. */
record Committed(int partition, long offset, String key, byte @Nullable [] value, Map<String, String> headers) {

    JsonObject event() {
        return new JsonObject(text());
    }

    String id() {
        return event().getString("id");
    }

    String text() {
        return value == null ? "" : new String(value, UTF_8);
    }

    /** All that there are once the transactions that are open now have ended. */
    static List<Committed> all(String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                20_000),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                Admin admin = Admin.create(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .forEach((partition, info) -> ends.put(partition, info.offset()));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<Committed> all = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    Map<String, String> headers = new HashMap<>();
                    record.headers()
                            .forEach(header -> headers.put(
                                    header.key(), header.value() == null ? "" : new String(header.value(), UTF_8)));
                    String key = record.key() == null ? "" : new String(record.key(), UTF_8);
                    all.add(new Committed(record.partition(), record.offset(), key, record.value(), headers));
                });
            }
            return all;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
