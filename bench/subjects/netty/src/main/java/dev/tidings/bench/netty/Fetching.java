package dev.tidings.bench.netty;

import static org.apache.kafka.clients.consumer.ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_RECORDS_CONFIG;

import java.util.Map;

/** How much the consumer takes at once. */
record Fetching(int records, int bytesOfPartition) {
    static final Fetching USUAL = new Fetching(2_000, 1 << 20);
    static final Fetching LARGE = new Fetching(20_000, 16 << 20);

    Map<String, Object> settings(String bootstrap) {
        return Map.of(
                BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                ENABLE_AUTO_COMMIT_CONFIG, false,
                MAX_POLL_RECORDS_CONFIG, records,
                MAX_PARTITION_FETCH_BYTES_CONFIG, bytesOfPartition);
    }
}
