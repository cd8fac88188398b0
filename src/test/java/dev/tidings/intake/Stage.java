package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.LogTerms;
import dev.tidings.event.Partitioner;
import dev.tidings.intake.route.Routes;
import dev.tidings.kafka.ClientSettings;
import dev.tidings.testkit.Broker;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Intake in this JVM with topics of its own, at a real broker. */
final class Stage implements AutoCloseable {
    private static final int MAX_EVENT_BYTES = 262_144;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Broker broker;
    private final Map<String, Object> clients = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private final CountingMetrics metrics = new CountingMetrics();
    private List<Partitioner> partitioners = List.of(Partitioner.MURMUR2);
    private volatile Routes routes = TestRoutes.NONE;
    private Clock clock = Clock.systemUTC();
    private @Nullable IntakeThread thread;
    private @Nullable IntakeMemory memory;

    Stage(Broker broker) {
        this(broker, topics(broker));
    }

    Stage(Broker broker, Map<String, String> topics) {
        this.broker = broker;
        clients.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        settings.putAll(topics);
        settings.put("tidings.intake.group", "group-" + topics.get("tidings.topics.notifications"));
        settings.put("tidings.intake.refresh-interval", "PT0.5S");
    }

    /** All that Tidings has, made. */
    static Map<String, String> topics(Broker broker) {
        return Map.of(
                "tidings.topics.notifications", broker.newTopic("notifications", 4),
                "tidings.topics.announcements", broker.newTopic("announcements", 2),
                "tidings.topics.dead-letters", broker.newTopic("dead-letters", 2),
                "tidings.topics.retries", broker.newTopic("retries", 1),
                "tidings.topics.seen", broker.newTopic("seen", 4));
    }

    Stage with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Stage client(String key, Object value) {
        clients.put(key, value);
        return this;
    }

    Stage homes(List<Partitioner> all) {
        partitioners = all;
        return this;
    }

    Stage clock(Clock other) {
        clock = other;
        return this;
    }

    Stage routes(Routes now) {
        routes = now;
        return this;
    }

    Stage start() {
        Settings all = Settings.of(settings);
        LogTerms log = LogTerms.of(partitioners, MAX_EVENT_BYTES);
        IntakeKafka kafka = new IntakeKafka(new ClientSettings(clients), all.intake());
        IntakeAssembly assembly = new IntakeAssembly();
        IntakeMemory state = assembly.memory(all.intake(), metrics);
        Pipeline pipeline = assembly.pipeline(
                assembly.mapper(state, all.intake(), all.topics(), log, System::nanoTime),
                assembly.writer(kafka, all.topics(), log, metrics),
                state,
                metrics,
                clock);
        IntakeRuns runs = assembly.runs(
                kafka,
                assembly.watch(all.topics(), all.intake()),
                assembly.fingerprints(kafka, all.topics(), state, clock),
                pipeline,
                System::nanoTime);
        memory = state;
        thread = assembly.thread(() -> routes, runs, all.intake(), System::nanoTime);
        thread.start();
        return this;
    }

    /** Running, and where the next records will be read. */
    Stage startFollowing(String... topics) {
        start();
        for (String topic : topics) {
            awaitReading(topic);
        }
        return this;
    }

    /** Until it would say that it is ready. */
    Stage startReady() {
        start();
        await().atMost(PATIENCE).until(() -> thread().gate().isOpen());
        return this;
    }

    void awaitReading(String topic) {
        int partitions = broker.producer().partitionsFor(topic).size();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> thread().lags().keySet().stream()
                                .filter(each -> each.topic().equals(topic))
                                .count()
                        == partitions);
    }

    void stop() {
        thread().close();
        thread = null;
    }

    IntakeThread thread() {
        if (thread == null) {
            throw new IllegalStateException("intake: not running (expected: started)");
        }
        return thread;
    }

    IntakeMemory memory() {
        if (memory == null) {
            throw new IllegalStateException("intake: not started (expected: started)");
        }
        return memory;
    }

    CountingMetrics metrics() {
        return metrics;
    }

    Broker broker() {
        return broker;
    }

    String topic(String name) {
        String topic = settings.get("tidings.topics." + name);
        if (topic == null) {
            throw new IllegalArgumentException("topic: " + name + " (expected: one of Tidings')");
        }
        return topic;
    }

    /** Sets up another pod that reads and writes the same topics. */
    Stage another() {
        Stage other = new Stage(broker, Map.of());
        other.settings.putAll(settings);
        return other;
    }

    /** Without waiting. */
    void send(String topic, String key, byte @Nullable [] value) {
        send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void send(ProducerRecord<byte[], byte[]> record) {
        broker.producer().send(record);
    }

    void order(String topic, String user, String id) {
        broker.produce(topic, user, Map.of(), TestRoute.value(user, id).getBytes(UTF_8));
    }

    /** Until so many records were dealt with. */
    void awaitRead(int records) {
        await().atMost(Duration.ofSeconds(60)).until(() -> metrics.read() >= records);
    }

    List<Committed> log() {
        return Committed.all(broker.bootstrapServers(), topic("notifications"));
    }

    List<Committed> deadLetters() {
        return Committed.all(broker.bootstrapServers(), topic("dead-letters"));
    }

    @Override
    public void close() {
        if (thread != null) {
            stop();
        }
    }
}
