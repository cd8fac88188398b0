package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.intake.format.SourceRecord;
import dev.tidings.intake.route.Mapping;
import dev.tidings.kafka.ClientSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What intake is compared with: the loop of Kafka's own documentation, consume, transform, produce and commit in transactions,
 * with the same route, clients and batches, and nothing else: no repetitions, limits, dead letters, counts or recovery.
 */
final class RawMain {
    private RawMain() {}

    public static void main(String[] arguments) {
        String target = arguments[2];
        Settings settings = Settings.of(Map.of("tidings.intake.group", arguments[3]));
        IntakeKafka kafka = new IntakeKafka(
                new ClientSettings(Map.of("bootstrap.servers", arguments[0], "session.timeout.ms", "600000")),
                settings.intake());
        Map<String, Object> reading = kafka.consumer();
        reading.put("auto.offset.reset", "earliest");
        TestRoute route = TestRoute.named("orders");
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            consumer.subscribe(List.of(arguments[1]));
            while (true) {
                Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
                var records = consumer.poll(Duration.ofMillis(100));
                if (records.isEmpty()) {
                    continue;
                }
                producer.beginTransaction();
                records.forEach(record -> {
                    write(producer, target, route.map(source(record)));
                    next.put(
                            new TopicPartition(record.topic(), record.partition()),
                            new OffsetAndMetadata(record.offset() + 1));
                });
                producer.sendOffsetsToTransaction(next, consumer.groupMetadata());
                producer.commitTransaction();
            }
        }
    }

    private static SourceRecord source(ConsumerRecord<byte[], byte[]> record) {
        return new SourceRecord(
                new SourceRecord.Place(record.topic(), record.partition(), record.offset()),
                record.timestamp(),
                record.key(),
                record.value(),
                List.of());
    }

    private static void write(KafkaProducer<byte[], byte[]> producer, String target, Mapping mapping) {
        if (mapping instanceof Mapping.Mapped mapped) {
            mapped.drafts().forEach(draft -> draft.events().forEach(event -> {
                var unused =
                        producer.send(new ProducerRecord<>(target, event.key().getBytes(UTF_8), event.value()));
            }));
        }
    }
}
