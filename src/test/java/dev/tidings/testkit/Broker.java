package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.local.LocalBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A real broker for tests: one shared by all of this JVM, or one of its own for a test that stops it. */
public final class Broker implements AutoCloseable {
    private static final Path ALL_DATA = Path.of("target", "test-kafka");
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static final AtomicInteger BROKERS = new AtomicInteger();

    private final String bootstrapServers;
    private final @Nullable LocalBroker broker;
    private final Runnable cleanUp;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;

    private Broker(String bootstrapServers, @Nullable LocalBroker broker, Runnable cleanUp) {
        this.bootstrapServers = bootstrapServers;
        this.broker = broker;
        this.cleanUp = cleanUp;
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        producer = newProducer();
    }

    /** Started by the first who asks, closed at the end of the JVM; never stop this one. */
    public static Broker shared() {
        return Shared.BROKER;
    }

    /** One that the test may stop and start, and closes. */
    public static Broker own() {
        Path data = ALL_DATA.resolve(ProcessHandle.current().pid() + "-" + BROKERS.incrementAndGet());
        LocalBroker broker = new LocalBroker(0, data).start();
        return new Broker(broker.bootstrapServers(), broker, () -> Folders.delete(data));
    }

    /** The same on this port (0 for any), with other settings than those of a cluster of one. */
    public static Broker own(int port, Map<String, String> settings) {
        Path data = ALL_DATA.resolve(ProcessHandle.current().pid() + "-" + BROKERS.incrementAndGet());
        LocalBroker broker = new LocalBroker(port, data, settings).start();
        return new Broker(broker.bootstrapServers(), broker, () -> Folders.delete(data));
    }

    /** One that runs elsewhere, a {@link BrokerProcess} say; it is for its owner to stop. */
    public static Broker at(String bootstrapServers) {
        return new Broker(bootstrapServers, null, () -> {});
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public void stop() {
        local().close();
    }

    /** After {@link #stop()}: on the same port, with the same data. */
    public void start() {
        local().start();
    }

    private LocalBroker local() {
        if (broker == null) {
            throw new IllegalStateException("broker: " + bootstrapServers + " (expected: one in this JVM)");
        }
        return broker;
    }

    public Admin admin() {
        return admin;
    }

    /** Creates a topic whose name no other test uses, and returns that name. */
    public String newTopic(String name, int partitions) {
        String unique = name + "-" + ProcessHandle.current().pid() + "-" + TOPICS.incrementAndGet();
        createTopic(unique, partitions);
        return unique;
    }

    public void createTopic(String name, int partitions) {
        get(admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                .all());
    }

    public void addPartitions(String name, int total) {
        get(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(total)))
                .all());
    }

    /** As retention does. */
    public void deleteRecordsBefore(String name, int partition, long offset) {
        get(admin.deleteRecords(Map.of(new TopicPartition(name, partition), RecordsToDelete.beforeOffset(offset)))
                .all());
    }

    public void deleteTopic(String name) {
        get(admin.deleteTopics(List.of(name)).all());
    }

    /** Places keys as Java does; shared, not to be closed; for many records, and to flush them at the end. */
    public Producer<byte[], byte[]> producer() {
        return producer;
    }

    /** Writes one record where Java producers place its key, and waits until it is written. */
    public RecordMetadata produce(
            String topic, @Nullable String key, Map<String, String> headers, byte @Nullable [] value) {
        return produce(Placement.MURMUR2, topic, key, headers, value);
    }

    public RecordMetadata produce(
            Placement placement,
            String topic,
            @Nullable String key,
            Map<String, String> headers,
            byte @Nullable [] value) {
        return get(send(placement, topic, key, headers, value));
    }

    public RecordMetadata produceTo(
            int partition, String topic, String key, Map<String, String> headers, byte[] value) {
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value);
        headers.forEach((name, text) -> message.headers().add(name, text.getBytes(UTF_8)));
        return get(producer.send(message));
    }

    /** As {@code produce}, without waiting. */
    public Future<RecordMetadata> send(
            Placement placement,
            String topic,
            @Nullable String key,
            Map<String, String> headers,
            byte @Nullable [] value) {
        byte @Nullable [] bytes = key == null ? null : key.getBytes(UTF_8);
        Integer partition = bytes == null
                ? null
                : Integer.valueOf(
                        placement.partition(bytes, producer.partitionsFor(topic).size()));
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, partition, bytes, value);
        headers.forEach((name, text) -> message.headers().add(name, text.getBytes(UTF_8)));
        return producer.send(message);
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        if (broker != null) {
            broker.close();
        }
        cleanUp.run();
    }

    private Producer<byte[], byte[]> newProducer() {
        return new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("broker: refused (expected: done)", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("broker: interrupted (expected: done)", e);
        }
    }

    private static final class Shared {
        static final Broker BROKER = own();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(BROKER::close, "test-broker-close"));
        }
    }
}
