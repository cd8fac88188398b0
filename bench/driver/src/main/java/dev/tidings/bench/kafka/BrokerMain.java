package dev.tidings.bench.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A broker as a program: its port, its controller's port, its folder; it ends when its standard input does. */
final class BrokerMain {
    // Base64 of "tidings-bench-01".
    private static final String CLUSTER_ID = "dGlkaW5ncy1iZW5jaC0wMQ";

    private BrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        format(arguments[2]);
        KafkaRaftServer broker = new KafkaRaftServer(KafkaConfig.fromProps(settings(arguments), false), Time.SYSTEM);
        broker.startup();
        awaitEndOfInput();
        // Its data are thrown away: nothing has to be closed in good order.
        Runtime.getRuntime().halt(0);
    }

    private static void format(String folder) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(CLUSTER_ID)
                .setNodeId(1)
                .setUnstableFeatureVersionsEnabled(false)
                .setIgnoreFormatted(true)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder)
                .addDirectory(folder)
                .run();
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {}
    }

    private static Properties settings(String[] arguments) {
        String broker = "127.0.0.1:" + arguments[0];
        String controller = "127.0.0.1:" + arguments[1];
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@" + controller,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller,
                "advertised.listeners", "PLAINTEXT://" + broker,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "PLAINTEXT",
                "log.dirs", arguments[2]));
        settings.putAll(Map.of(
                "auto.create.topics.enable", "false",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                // A topic that is deleted leaves the disk at once, not a minute later.
                "log.segment.delete.delay.ms", "1000",
                "log.cleaner.dedupe.buffer.size", "2097152"));
        // Eight would do nothing on two cores but wake each other.
        settings.setProperty("num.io.threads", "2");
        return settings;
    }
}
