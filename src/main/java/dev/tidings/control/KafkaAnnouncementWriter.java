package dev.tidings.control;

import dev.tidings.control.ControlMetrics.Written;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes announcements to the control topic, a few at a time, so that logouts on the same client need not wait. */
final class KafkaAnnouncementWriter implements AnnouncementWriter {
    private static final int MAX_UNDER_WAY = 500;
    /** Pause after a failure, before the next write to Kafka. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final ControlProducer producer;
    private final ControlMetrics metrics;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile long failedAt = System.nanoTime() - PAUSE_NANOS;

    KafkaAnnouncementWriter(ControlProducer producer, ControlMetrics metrics) {
        this.producer = producer;
        this.metrics = metrics;
    }

    @Override
    public boolean hasRoom() {
        return underWay.get() < MAX_UNDER_WAY && System.nanoTime() - failedAt >= PAUSE_NANOS;
    }

    @Override
    public void write(String key, byte @Nullable [] value, Consumer<Boolean> written) {
        underWay.incrementAndGet();
        try {
            producer.send(key, value, (metadata, failure) -> done(failure == null, written));
        } catch (RuntimeException e) {
            // A closed client, or one that cannot be made.
            done(false, written);
        }
    }

    private void done(boolean success, Consumer<Boolean> written) {
        underWay.decrementAndGet();
        if (!success) {
            failedAt = System.nanoTime();
        }
        metrics.announced(success ? Written.DONE : Written.FAILED);
        written.accept(success);
    }

    @Override
    public void skipped() {
        metrics.announced(Written.SKIPPED);
    }
}
