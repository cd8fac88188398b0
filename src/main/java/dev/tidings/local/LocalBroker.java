package dev.tidings.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** A Kafka broker (KRaft) in this JVM, which may be stopped and started again on the same port and data. */
public final class LocalBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String NODE_ID = "1";
    // Base64 of "tidings-local-01": the same at each start, since data belong to one cluster id.
    private static final String CLUSTER_ID = "dGlkaW5ncy1sb2NhbC0wMQ";

    private final int port;
    private final Path data;
    private final Map<String, String> others;
    private @Nullable KafkaRaftServer server;

    /** Creates a broker. Port 0 means any free one, which is kept over {@link #close()} and {@link #start()}. */
    public LocalBroker(int port, Path data) {
        this(port, data, Map.of());
    }

    /** Creates a broker with settings that replace or extend those of a cluster of one. */
    public LocalBroker(int port, Path data, Map<String, String> others) {
        this.port = port == 0 ? FreePort.find() : port;
        this.data = data.toAbsolutePath();
        this.others = Map.copyOf(others);
    }

    public synchronized LocalBroker start() {
        if (server == null) {
            format();
            server = started();
        }
        return this;
    }

    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    @Override
    public synchronized void close() {
        if (server == null) {
            return;
        }
        server.shutdown();
        server.awaitShutdown();
        server = null;
    }

    /** Returns a task that stops the broker with no further class of ours, so that it works after a live reload. */
    synchronized Runnable stop() {
        if (server == null) {
            throw new IllegalStateException("broker: not running (expected: started)");
        }
        return server::shutdown;
    }

    private void format() {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(CLUSTER_ID)
                    .setNodeId(Integer.parseInt(others.getOrDefault("node.id", NODE_ID)))
                    .setUnstableFeatureVersionsEnabled(false)
                    .setIgnoreFormatted(true)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("broker data: " + data + " (expected: a folder to write to)", e);
        }
    }

    private KafkaRaftServer started() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The broker's threads inherit it, and outlive the class loader of an application that is reloaded.
        thread.setContextClassLoader(KafkaRaftServer.class.getClassLoader());
        try {
            KafkaRaftServer started = new KafkaRaftServer(KafkaConfig.fromProps(settings(), false), Time.SYSTEM);
            started.startup();
            return started;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Properties settings() {
        String controller = HOST + ":" + FreePort.find();
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", NODE_ID);
        settings.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("listeners", "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://" + controller);
        settings.setProperty("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
        settings.setProperty("log.dirs", data.toString());
        // A mistyped topic name is an error, not a new topic that nobody reads.
        settings.setProperty("auto.create.topics.enable", "false");
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("offsets.topic.num.partitions", "1");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("transaction.state.log.num.partitions", "1");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        settings.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
        // After a crash, the next start waits until the session of the one before has ended.
        settings.setProperty("broker.session.timeout.ms", "3000");
        settings.setProperty("broker.heartbeat.interval.ms", "500");
        others.forEach(settings::setProperty);
        return settings;
    }
}
