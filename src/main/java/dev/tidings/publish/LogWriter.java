package dev.tidings.publish;

import dev.tidings.event.LogTerms;
import dev.tidings.event.Topic;
import dev.tidings.event.TopicsConfig;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes the events of a request to the partitions that sessions read. May block its single calling thread. */
@Singleton
class LogWriter {
    private static final Logger LOG = Logger.getLogger(LogWriter.class);

    private final LogProducer producer;
    private final TopicsConfig topics;
    private final LogTerms log;
    private final PublishMetrics metrics;
    private volatile boolean failing;

    LogWriter(LogProducer producer, TopicsConfig topics, LogTerms log, PublishMetrics metrics) {
        this.producer = producer;
        this.topics = topics;
        this.log = log;
        this.metrics = metrics;
    }

    /** Writes the events. {@code done} runs once, on any thread, when Kafka has reported the result of each event. */
    void write(List<Addressed> events, Consumer<WriteResults> done) {
        WriteResults fates = new WriteResults(events, all -> {
            tell(all.failure());
            done.accept(all);
        });
        Map<Topic, Integer> partitions;
        try {
            partitions = partitionsFor(events);
        } catch (RuntimeException e) {
            // Nothing is sent if one of them cannot be sent.
            fates.failAll(e);
            return;
        }
        for (int i = 0; i < events.size(); i++) {
            send(events.get(i), partitions, i, fates);
        }
    }

    private Map<Topic, Integer> partitionsFor(List<Addressed> events) {
        Map<Topic, Integer> partitions = new EnumMap<>(Topic.class);
        for (Addressed event : events) {
            partitions.computeIfAbsent(event.audience().topic(), topic -> producer.partitionsOf(topics.nameOf(topic)));
        }
        return partitions;
    }

    private void send(Addressed event, Map<Topic, Integer> partitions, int index, WriteResults fates) {
        Topic topic = event.audience().topic();
        int count = Objects.requireNonNull(partitions.get(topic));
        try {
            producer.send(LogRecords.of(event, topics.nameOf(topic), log.partitioner(), count), (metadata, failure) -> {
                if (failure == null) {
                    metrics.written(topic);
                    metrics.dropped(event.dropped());
                }
                fates.settle(index, metadata, failure);
            });
        } catch (RuntimeException e) {
            // The client is closed, or could not be created.
            fates.settle(index, null, e);
        }
    }

    /** Logs the first of consecutive failures. */
    private void tell(@Nullable Exception failure) {
        if (failure == null) {
            failing = false;
        } else if (!failing) {
            failing = true;
            LOG.warnf("published events are not written cause=%s", failure);
        }
    }
}
