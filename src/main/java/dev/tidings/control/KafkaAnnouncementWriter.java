package dev.tidings.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.control.ControlMetrics.Written;
import dev.tidings.kafka.OutgoingChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes announcements to the control topic, a few at a time, so that logouts on the same channel need not wait. */
final class KafkaAnnouncementWriter implements AnnouncementWriter {
    private static final int MAX_IN_FLIGHT = 500;
    /** Pause after a failure, before the next write to Kafka. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final OutgoingChannel channel;
    private final String topic;
    private final ControlMetrics metrics;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile long failedAt = System.nanoTime() - PAUSE_NANOS;

    KafkaAnnouncementWriter(OutgoingChannel channel, String topic, ControlMetrics metrics) {
        this.channel = channel;
        this.topic = topic;
        this.metrics = metrics;
    }

    @Override
    public boolean hasRoom() {
        return inFlight.get() < MAX_IN_FLIGHT && System.nanoTime() - failedAt >= PAUSE_NANOS;
    }

    @Override
    public void write(String key, byte @Nullable [] value, Consumer<Boolean> written) {
        inFlight.incrementAndGet();
        var unused = channel.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value))
                .subscribe()
                .with(position -> settle(true, written), failure -> settle(false, written));
    }

    private void settle(boolean success, Consumer<Boolean> written) {
        inFlight.decrementAndGet();
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
