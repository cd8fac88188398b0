package dev.tidings.telemetry;

import dev.tidings.event.Dropped;
import dev.tidings.event.Topic;
import dev.tidings.publish.PublishMetrics;
import dev.tidings.publish.Publisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts requests and events of publishing, and shows the bytes in flight. */
@Singleton
class PublishMeters implements PublishMetrics {
    private final MeterRegistry registry;
    private final DroppedMeters dropped;
    private final Map<Answered, Counter> answered = new EnumMap<>(Answered.class);
    private final Map<Topic, Counter> written = new EnumMap<>(Topic.class);

    PublishMeters(MeterRegistry registry, DroppedMeters dropped) {
        this.registry = registry;
        this.dropped = dropped;
        for (Answered each : Answered.values()) {
            answered.put(each, Meters.counter(registry, Metric.PUBLISH_REQUESTS, "outcome", each.label()));
        }
        for (Topic topic : Topic.values()) {
            written.put(topic, Meters.counter(registry, Metric.PUBLISHED, "topic", topic.label()));
        }
    }

    void begin(@Observes StartupEvent start, Publisher publisher) {
        Meters.gauge(registry, Metric.PUBLISH_PENDING, publisher::pendingBytes);
        Meters.gauge(registry, Metric.PUBLISH_REMEMBERED, publisher::rememberedBytes);
    }

    @Override
    public void answered(Answered outcome) {
        Objects.requireNonNull(answered.get(outcome)).increment();
    }

    @Override
    public void written(Topic topic) {
        Objects.requireNonNull(written.get(topic)).increment();
    }

    @Override
    public void dropped(Dropped attributes) {
        dropped.inPublish(attributes);
    }
}
