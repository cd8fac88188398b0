package dev.tidings.control;

import dev.tidings.event.TopicsConfig;
import dev.tidings.identity.Logout;
import dev.tidings.identity.LogoutPublisher;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes logouts to the control topic, on a thread of its own: the client's {@code send} may wait for the broker. */
@Singleton
class ControlPublisher implements LogoutPublisher {
    /** Logouts that may wait for that thread. */
    private static final int QUEUE = 500;

    private final ControlKafka kafka;
    private final TopicsConfig topics;
    private final Duration lifetime;
    private final Clock clock;
    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> new Thread(task, "tidings-control-write"));
    private @Nullable Producer<String, byte[]> producer;

    ControlPublisher(ControlKafka kafka, TopicsConfig topics, ControlConfig config, Clock clock) {
        this.kafka = kafka;
        this.topics = topics;
        this.lifetime = config.maxTokenLifetime();
        this.clock = clock;
    }

    @Override
    public Uni<Void> publish(Logout logout, String by) {
        // From now on, not from the logout's own time: an issuer's clock may be behind.
        Denial denial = Denial.of(logout, clock.instant().plus(lifetime));
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topics.control(), denial.key(), ControlRecords.write(denial, by));
        return Uni.createFrom()
                .<Void>emitter(emitter -> thread.execute(() -> send(record, emitter)))
                .emitOn(here());
    }

    private void send(ProducerRecord<String, byte[]> record, UniEmitter<? super Void> emitter) {
        try {
            var unused = producer().send(record, (written, failure) -> {
                if (failure == null) {
                    emitter.complete(null);
                } else {
                    emitter.fail(failure);
                }
            });
        } catch (RuntimeException e) {
            emitter.fail(e);
        }
    }

    /** Kafka answers on its own thread: the answer goes back to the caller's context. */
    private static Executor here() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(back -> task.run());
    }

    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(kafka.producer(), new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @PreDestroy
    synchronized void close() {
        thread.shutdownNow();
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }
}
