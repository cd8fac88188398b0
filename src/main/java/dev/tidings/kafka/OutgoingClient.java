package dev.tidings.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka client that a channel uses on its sending thread: the connector's client until brokers refuse it, and then a
 * replacement. A refused client fails for ever, and the connector has no way to create its client again. A new client
 * reads its secrets again.
 */
final class OutgoingClient {
    private final Supplier<Map<String, ?>> configuration;
    private final Consumer<Producer<?, ?>> metrics;
    private volatile @Nullable Producer<byte[], byte[]> refused;
    private volatile @Nullable Producer<byte[], byte[]> replacement;

    /**
     * @param configuration returns the settings of the connector's client
     * @param metrics registers the metrics of a client, and removes them when it is called again
     */
    OutgoingClient(Supplier<Map<String, ?>> configuration, Consumer<Producer<?, ?>> metrics) {
        this.configuration = configuration;
        this.metrics = metrics;
    }

    /** Returns a sender with the client in use. {@code first} is the connector's client. */
    RecordSender sender(Producer<byte[], byte[]> first) {
        Producer<byte[], byte[]> client = replacement == null ? first : replacement;
        return new ClientSender(client == refused ? replace(client) : client, found -> refused = found);
    }

    private Producer<byte[], byte[]> replace(Producer<byte[], byte[]> client) {
        client.close(Duration.ZERO);
        Producer<byte[], byte[]> made = new KafkaProducer<>(new HashMap<>(configuration.get()));
        metrics.accept(client);
        metrics.accept(made);
        replacement = made;
        return made;
    }

    /** Closes the replacement. The connector closes its own client. */
    void close() {
        Producer<byte[], byte[]> client = replacement;
        if (client != null) {
            client.close(Duration.ofSeconds(1));
        }
    }
}
