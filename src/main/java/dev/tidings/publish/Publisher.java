package dev.tidings.publish;

import dev.tidings.concurrent.CallerContext;
import dev.tidings.event.LogTerms;
import dev.tidings.http.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests and writes their events, on a thread of its own: parsing would take too long on an event loop, and
 * Kafka's client may block. The bytes that wait for this thread are limited.
 */
public final class Publisher implements AutoCloseable {
    private final PublishConfig config;
    private final LogTerms log;
    private final LogWriter writer;
    private final IdempotencyStore repetitions;
    private final InFlightBytes room;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "tidings-publish"));

    Publisher(PublishConfig config, LogTerms log, LogWriter writer, IdempotencyStore repetitions) {
        this.config = config;
        this.log = log;
        this.writer = writer;
        this.repetitions = repetitions;
        this.room = new InFlightBytes(config.maxPendingBytes());
    }

    /** Publishes the events, and emits the outcome on the caller's Vert.x context; never blocks it. */
    Uni<PublishOutcome> publish(Submission submission) {
        if (!room.enter(submission.size())) {
            return Uni.createFrom()
                    .item(new PublishOutcome.Unavailable(
                            "too much is on its way to Kafka (expected: at most tidings.publish.max-pending-bytes)",
                            null));
        }
        Duration timeout = config.timeout();
        long until = System.nanoTime() + timeout.toNanos();
        return Uni.createFrom()
                .<PublishOutcome>emitter(emitter -> thread.execute(() -> work(submission, until, emitter)))
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(new PublishOutcome.Unavailable(
                        "Kafka did not acknowledge in time (expected: within " + timeout.toMillis()
                                + " ms, tidings.publish.timeout); the events may be written all the same",
                        null))
                .emitOn(CallerContext.executor());
    }

    /** Handles a request; releases its bytes when Kafka's client has settled the last record, even after the answer. */
    private void work(Submission submission, long until, UniEmitter<? super PublishOutcome> emitter) {
        Consumer<PublishOutcome> done = outcome -> {
            room.leave(submission.size());
            emitter.complete(outcome);
        };
        try {
            if (System.nanoTime() - until > 0) {
                done.accept(new PublishOutcome.Unavailable(
                        "Kafka did not answer others in time, nothing was written", null));
                return;
            }
            List<Addressed> events = submission.events(config.maxBatch(), log.maxEventSize());
            IdempotencyKey key = IdempotencyKey.of(submission);
            String before = key == null ? null : repetitions.begin(key);
            if (before != null) {
                done.accept(new PublishOutcome.Accepted(before, true));
            } else {
                writer.write(events, fates -> done.accept(outcome(key, fates)));
            }
        } catch (ProblemException e) {
            done.accept(new PublishOutcome.Refused(e));
        } catch (RuntimeException e) {
            room.leave(submission.size());
            emitter.fail(e);
        }
    }

    private PublishOutcome outcome(@Nullable IdempotencyKey key, WriteResults fates) {
        Exception failure = fates.failure();
        if (failure != null) {
            if (key != null) {
                repetitions.failed(key);
            }
            return new PublishOutcome.Unavailable(WriteResults.said(failure), fates.json());
        }
        String text = new JsonObject().put("events", fates.json()).encode();
        if (key != null) {
            repetitions.answered(key, text);
        }
        return new PublishOutcome.Accepted(text, false);
    }

    /** Returns the bytes of requests in flight. */
    public long pendingBytes() {
        return room.taken();
    }

    /** Returns the bytes of stored answers. */
    public long rememberedBytes() {
        return repetitions.bytes();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
