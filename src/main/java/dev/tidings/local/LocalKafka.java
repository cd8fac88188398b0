package dev.tidings.local;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Provides a Kafka broker with Tidings' topics in dev mode, before anything connects to it. */
@IfBuildProfile("dev")
@Singleton
final class LocalKafka {
    private static final Logger LOG = Logger.getLogger(LocalKafka.class);
    // A system property outlives the class loader of a live reload; a static field would not.
    private static final String OURS = "tidings.local.broker";

    private final String bootstrapServers;
    private final Path data;
    private final LocalTopics topics;

    @Inject
    LocalKafka(Config config) {
        bootstrapServers = config.getValue("kafka.bootstrap.servers", String.class);
        data = Path.of(
                config.getOptionalValue("tidings.local.data", String.class).orElse("target/kafka"));
        topics = new LocalTopics(config);
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event)
            throws InterruptedException {
        Optional<LocalAddress> local = LocalAddress.of(bootstrapServers);
        if (local.isEmpty()) {
            LOG.infof("External Kafka is used, its topics are not changed: address=%s", bootstrapServers);
            return;
        }
        startIfPortIsFree(local.get());
        createMissingTopics();
    }

    private void startIfPortIsFree(LocalAddress address) {
        if (address.toString().equals(System.getProperty(OURS))) {
            return;
        }
        if (address.isListening()) {
            LOG.infof("Running Kafka is used: address=%s", address);
            return;
        }
        LocalBroker broker = new LocalBroker(address.port(), data).start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker.stop(), "local-kafka-stop"));
        System.setProperty(OURS, address.toString());
        LOG.infof("Kafka started in this JVM: address=%s data=%s", address, data.toAbsolutePath());
    }

    private void createMissingTopics() throws InterruptedException {
        try {
            List<String> created = topics.createMissing(bootstrapServers);
            if (!created.isEmpty()) {
                LOG.infof("Topics created: %s", created);
            }
        } catch (ExecutionException e) {
            LOG.errorf(
                    "Topics were not created: address=%s cause=%s (expected: a Kafka broker)",
                    bootstrapServers, e.getCause());
        }
    }
}
