package dev.tidings.control;

import dev.tidings.concurrent.CallerContext;
import dev.tidings.control.ControlRecord.Denial;
import dev.tidings.identity.logout.Logout;
import dev.tidings.identity.logout.LogoutPublisher;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Writes logouts to the control topic, on its own thread: the client's {@code send} may wait for the broker. */
@Singleton
class ControlPublisher implements LogoutPublisher {
    /** Number of logouts that may wait for the thread. */
    private static final int QUEUE = 500;

    private final ControlProducer producer;
    private final Duration lifetime;
    private final Clock clock;
    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> new Thread(task, "tidings-control-write"));

    ControlPublisher(ControlProducer producer, ControlConfig config, Clock clock) {
        this.producer = producer;
        this.lifetime = config.maxTokenLifetime();
        this.clock = clock;
    }

    @Override
    public Uni<Void> publish(Logout logout, String by) {
        // The time counts from now, not from the logout's own time: an issuer's clock may be behind.
        Denial denial = Denial.of(logout, clock.instant().plus(lifetime));
        byte[] record = ControlRecords.write(denial, by);
        return Uni.createFrom()
                .<Void>emitter(emitter -> thread.execute(() -> send(denial.key(), record, emitter)))
                .emitOn(CallerContext.executor());
    }

    private void send(String key, byte[] record, UniEmitter<? super Void> emitter) {
        try {
            producer.send(key, record, (written, failure) -> {
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

    @PreDestroy
    void close() {
        thread.shutdownNow();
    }
}
