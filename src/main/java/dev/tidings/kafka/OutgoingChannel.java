package dev.tidings.kafka;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An outgoing channel, through which records are written to Kafka. The Kafka connector creates the channel's client at
 * the first record, and calls it on a thread of its own, the sending thread, since the client may block.
 */
public final class OutgoingChannel implements AutoCloseable {
    /** The channel for events: the topics {@code notifications} and {@code announcements}. */
    public static final String LOG = "log";
    /** The channel for logouts and announced sessions: the topic {@code notifications.control}. */
    public static final String CONTROL = "control";
    /** The channel for dead letters that are mapped again: the topic {@code notifications.retries}. */
    public static final String RETRIES = "retries";
    /** The channel for changes of inboxes: the topic {@code notifications}. */
    public static final String INBOX_CHANGES = "inbox-changes";

    private final String name;
    private final KafkaClientService connector;
    private final OutgoingClient client;
    private final Duration timeout;
    private final InFlightBytes inFlight;
    private volatile @Nullable KafkaProducer<byte[], byte[]> reactive;

    /** @param metrics registers the metrics of a client, and removes them when it is called again */
    OutgoingChannel(
            String name,
            Map<String, Object> settings,
            KafkaClientService connector,
            Consumer<Producer<?, ?>> metrics) {
        ProducerConfig config = new ProducerConfig(settings);
        this.name = name;
        this.connector = connector;
        this.client = new OutgoingClient(() -> reactive().configuration(), metrics);
        this.timeout = Duration.ofMillis(config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
        this.inFlight = new InFlightBytes(config.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG));
    }

    /**
     * Runs an action once, on the sending thread, also if no client can be created. Never blocks. The action must not
     * throw, and the caller limits the number of actions that wait.
     */
    public void run(Consumer<RecordSender> action) {
        Function<Producer<byte[], byte[]>, RecordSender> sender = client::sender;
        reactive()
                .runOnSendingThread(sender)
                .onFailure()
                .recoverWithItem(MissingSender::new)
                .subscribe()
                .with(action);
    }

    /**
     * Writes a record at each subscription, and emits its position on the caller's Vert.x context. Fails at once if too
     * many bytes are in flight. Fails if Kafka does not acknowledge the record in time, when it may be written all the
     * same. Never blocks.
     */
    public Uni<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return write(record, null);
    }

    /** Writes a record to the partition that {@code placement} returns for the number of the topic's partitions. */
    public Uni<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, IntUnaryOperator placement) {
        return write(record, placement);
    }

    private Uni<RecordMetadata> write(
            ProducerRecord<byte[], byte[]> record, @Nullable IntUnaryOperator placement) {
        return Uni.createFrom()
                .<RecordMetadata>emitter(result -> write(record, placement, result))
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new TimeoutException("not acknowledged within " + timeout.toMillis() + " ms"))
                .emitOn(CallerContext.executor());
    }

    private void write(
            ProducerRecord<byte[], byte[]> record,
            @Nullable IntUnaryOperator placement,
            UniEmitter<? super RecordMetadata> result) {
        if (inFlight.tryAcquire(RecordWrite.size(record))) {
            run(new RecordWrite(record, placement, timeout, inFlight, result)::with);
        } else {
            result.fail(new BufferExhaustedException("too many bytes are on their way to Kafka"));
        }
    }

    /** Returns the connector's producer, which exists once the application has started. */
    private KafkaProducer<byte[], byte[]> reactive() {
        KafkaProducer<byte[], byte[]> known = reactive;
        if (known == null) {
            known = Objects.requireNonNull(connector.<byte[], byte[]>getProducer(name), name);
            reactive = known;
        }
        return known;
    }

    @Override
    public void close() {
        client.close();
    }
}
