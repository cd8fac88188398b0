package dev.tidings.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a record costs intake, beside the bare loop that consumes, transforms and produces in transactions: both map the same
 * backlog by the same route, one after the other in each round.
 */
final class Intake {
    private static final int RECORDS = Integer.getInteger("load.events", 300_000);
    private static final int ROUNDS = Integer.getInteger("load.rounds", 4);
    private static final int PARTITIONS = 4;
    private static final String TEXT = "x".repeat(150);

    private Intake() {}

    static void run() {
        try (Broker broker = Broker.own();
                Subjects subjects = new Subjects(broker)) {
            String orders = broker.newTopic("orders", PARTITIONS);
            subjects.raw(orders);
            subjects.intake("intake", orders, "PT24H");
            subjects.intake("without repetitions", orders, "PT0S");
            for (int round = 0; round < ROUNDS; round++) {
                subjects.each(ProcessFacts::pause);
                write(broker, orders, round);
                long end = (long) (round + 1) * RECORDS;
                Map<String, Double> micros = new LinkedHashMap<>();
                StringBuilder line = new StringBuilder();
                for (String name : subjects.names()) {
                    Result result = subjects.run(name, end);
                    micros.put(name, result.micros());
                    line.append(String.format(
                            Locale.ROOT,
                            "; %s %.2f us (%.2f of raw), %.0f records/s",
                            name,
                            result.micros(),
                            result.micros() / micros.getOrDefault("raw", 1.0),
                            result.rate()));
                }
                Stage.say("round %d: %d records%s", round + 1, RECORDS, line);
            }
        }
    }

    private static void write(Broker broker, String topic, int round) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        64 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                byte[] value = String.format(
                                Locale.ROOT,
                                "{\"to\":[\"user-%06d\"],\"id\":\"%d\",\"text\":\"%s\"}",
                                i % 100_000,
                                (long) round * RECORDS + i,
                                TEXT)
                        .getBytes(UTF_8);
                var unused = producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, value));
            }
        }
    }

    /** CPU for a record, and records a second. */
    private record Result(double micros, double rate) {}

    /** Processes that map, stopped but for one. */
    private static final class Subjects implements AutoCloseable {
        private final Broker broker;
        private final Map<String, Process> processes = new LinkedHashMap<>();

        Subjects(Broker broker) {
            this.broker = broker;
        }

        List<String> names() {
            return List.copyOf(processes.keySet());
        }

        void raw(String orders) {
            launch("raw", "dev.tidings.intake.RawMain", List.of(orders, broker.newTopic("notifications", 4), "raw"));
        }

        void intake(String name, String orders, String window) {
            launch(
                    name,
                    "dev.tidings.intake.IntakeMain",
                    List.of(
                            orders,
                            "tidings.topics.notifications=" + broker.newTopic("notifications", 4),
                            "tidings.topics.announcements=" + broker.newTopic("announcements", 2),
                            "tidings.topics.dead-letters=" + broker.newTopic("dead-letters", 2),
                            "tidings.topics.retries=" + broker.newTopic("retries", 1),
                            "tidings.topics.seen=" + broker.newTopic("seen", 4),
                            "tidings.intake.group=" + group(name),
                            "tidings.intake.start=earliest",
                            "tidings.intake.repetition-window=" + window,
                            "session.timeout.ms=600000"));
        }

        private static String group(String name) {
            return name.replace(' ', '-');
        }

        private void launch(String name, String main, List<String> arguments) {
            String classpath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(List.of(System.getProperty("load.jvm", "-Xmx1g").split(" +", -1)));
            command.addAll(List.of(
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-cp",
                    classpath,
                    main,
                    broker.bootstrapServers()));
            command.addAll(arguments);
            try {
                Path log = Path.of("target", "it-logs", "load-intake-" + group(name) + ".log")
                        .toAbsolutePath();
                Files.createDirectories(log.getParent());
                processes.put(
                        name,
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(log.toFile())
                                .start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void each(Consumer<ProcessFacts> act) {
            processes.values().forEach(process -> act.accept(new ProcessFacts(process.pid())));
        }

        Result run(String name, long end) {
            Process process = processes.get(name);
            if (process == null) {
                throw new IllegalArgumentException(name);
            }
            ProcessFacts facts = new ProcessFacts(process.pid());
            long before = passed(name);
            long cpu = facts.cpuMicros();
            long begin = System.nanoTime();
            facts.resume();
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> passed(name) >= end);
            double seconds = (System.nanoTime() - begin) / 1e9;
            facts.pause();
            double records = end - before;
            return new Result((facts.cpuMicros() - cpu) / records, records / seconds);
        }

        private long passed(String name) {
            try {
                return broker
                        .admin()
                        .listConsumerGroupOffsets(group(name))
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .values()
                        .stream()
                        .mapToLong(OffsetAndMetadata::offset)
                        .sum();
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            processes.values().forEach(Process::destroyForcibly);
        }
    }
}
