package dev.tidings.publish;

import dev.tidings.event.LogTerms;
import dev.tidings.event.Topic;
import dev.tidings.event.TopicsConfig;
import dev.tidings.kafka.RecordSender;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes the events of a request to the partitions that sessions read, on the sending thread. */
@Singleton
class LogWriter {
    private static final Logger LOG = Logger.getLogger(LogWriter.class);

    private final TopicsConfig topics;
    private final LogTerms log;
    private final PublishMetrics metrics;
    private volatile boolean failing;

    LogWriter(TopicsConfig topics, LogTerms log, PublishMetrics metrics) {
        this.topics = topics;
        this.log = log;
        this.metrics = metrics;
    }

    /** Writes the events. {@code done} runs once, on any thread, when Kafka has reported the result of each event. */
    void write(List<Addressed> events, RecordSender sender, Consumer<WriteResults> done) {
        WriteResults results = new WriteResults(events, all -> {
            logFirst(all.failure());
            done.accept(all);
        });
        Map<Topic, Integer> partitions;
        try {
            partitions = partitionsFor(events, sender);
        } catch (RuntimeException e) {
            // Nothing is sent if one of them cannot be sent.
            results.failAll(e);
            return;
        }
        for (int i = 0; i < events.size(); i++) {
            send(events.get(i), partitions, sender, i, results);
        }
    }

    private Map<Topic, Integer> partitionsFor(List<Addressed> events, RecordSender sender) {
        Map<Topic, Integer> partitions = new EnumMap<>(Topic.class);
        for (Addressed event : events) {
            partitions.computeIfAbsent(event.audience().topic(), topic -> sender.partitionsOf(topics.nameOf(topic)));
        }
        return partitions;
    }

    private void send(
            Addressed event, Map<Topic, Integer> partitions, RecordSender sender, int index, WriteResults results) {
        Topic topic = event.audience().topic();
        int count = Objects.requireNonNull(partitions.get(topic));
        try {
            sender.send(LogRecords.of(event, topics.nameOf(topic), log.partitioner(), count), (written, failure) -> {
                if (failure == null) {
                    metrics.written(topic);
                    metrics.dropped(event.dropped());
                }
                results.settle(index, written, failure);
            });
        } catch (RuntimeException e) {
            // The client is closed.
            results.settle(index, null, e);
        }
    }

    /** Logs the first of consecutive failures. */
    private void logFirst(@Nullable Exception failure) {
        if (failure == null) {
            failing = false;
        } else if (!failing) {
            failing = true;
            LOG.warnf("published events are not written cause=%s", failure);
        }
    }
}
