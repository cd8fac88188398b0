package dev.tidings.bench.work;

import dev.tidings.bench.kafka.Topics;
import dev.tidings.bench.machine.ProcessFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A bare consumer that looks at nothing. */
record Reading(Topics topics) {
    private static final Duration POLL = Duration.ofSeconds(1);

    /** Reads so many records from the beginning; returns the CPU of this process, in µs a record. */
    double run(int records) {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = IntStream.range(0, Topics.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topics.notifications(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long cpu = ProcessFacts.ofDriver().cpuMicros();
            for (int read = 0; read < records; ) {
                read += consumer.poll(POLL).count();
            }
            return (double) (ProcessFacts.ofDriver().cpuMicros() - cpu) / records;
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        topics.bootstrap(),
                        "max.poll.records",
                        20_000,
                        "max.partition.fetch.bytes",
                        16 << 20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
