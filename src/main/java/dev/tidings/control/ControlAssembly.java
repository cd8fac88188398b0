package dev.tidings.control;

import dev.tidings.event.TopicsConfig;
import dev.tidings.session.SessionRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Assembles the reader of the control topic, and starts it after everything else. */
class ControlAssembly {
    @Produces
    @Singleton
    DenyList denials(ControlConfig config, Clock clock) {
        return new DenyList(config.maxEntries(), clock);
    }

    @Produces
    @Singleton
    ControlReader reader(
            ControlKafka kafka,
            TopicsConfig topics,
            DenyList denials,
            ControlRecordHandler handler,
            ControlMetrics metrics) {
        return new ControlReader(
                () -> new ControlRun(
                        new KafkaConsumer<>(kafka.consumer(), new StringDeserializer(), new ByteArrayDeserializer()),
                        topics.control()),
                denials,
                handler,
                metrics);
    }

    @Produces
    @Singleton
    ControlRecordHandler handler(
            DenyList denials,
            SessionRegistry sessions,
            AnnouncementHandler elsewhere,
            ControlMetrics metrics,
            Clock clock) {
        return new ControlRecordHandler(denials, sessions, elsewhere, metrics, clock);
    }

    void close(@Disposes ControlReader reader) {
        reader.close();
    }

    /** Starts the reader late, so that the broker of dev mode is running. */
    void begin(@Observes @Priority(5000) StartupEvent start, ControlReader reader) {
        reader.start();
    }
}
