package dev.tidings.publish;

import dev.tidings.event.LogTerms;
import dev.tidings.http.ProblemException;
import dev.tidings.kafka.CallerContext;
import dev.tidings.kafka.OutgoingChannel;
import dev.tidings.kafka.InFlightBytes;
import dev.tidings.kafka.RecordSender;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Parses requests and writes their events, on the sending thread of the log's channel: parsing would take too long on an
 * event loop, and Kafka's client may block. The bytes that wait for this thread are limited.
 */
public final class Publisher {
    private final PublishConfig config;
    private final LogTerms log;
    private final OutgoingChannel channel;
    private final LogWriter writer;
    private final IdempotencyStore answers;
    private final InFlightBytes inFlight;

    Publisher(
            PublishConfig config, LogTerms log, OutgoingChannel channel, LogWriter writer, IdempotencyStore answers) {
        this.config = config;
        this.log = log;
        this.channel = channel;
        this.writer = writer;
        this.answers = answers;
        this.inFlight = new InFlightBytes(config.maxPendingBytes());
    }

    /** Publishes the events, and emits the outcome on the caller's Vert.x context; never blocks it. */
    Uni<PublishOutcome> publish(Submission submission) {
        if (!inFlight.tryAcquire(submission.size())) {
            return Uni.createFrom()
                    .item(new PublishOutcome.Unavailable(
                            "too much is on its way to Kafka (expected: at most tidings.publish.max-pending-bytes)",
                            null));
        }
        Duration timeout = config.timeout();
        long deadline = System.nanoTime() + timeout.toNanos();
        return Uni.createFrom()
                .<PublishOutcome>emitter(
                        result -> channel.run(sender -> publish(submission, deadline, sender, result)))
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(new PublishOutcome.Unavailable(
                        "Kafka did not acknowledge in time (expected: within " + timeout.toMillis()
                                + " ms, tidings.publish.timeout); the events may be written all the same",
                        null))
                .emitOn(CallerContext.executor());
    }

    /** Handles a request; releases its bytes when Kafka's client has settled the last record, even after the answer. */
    private void publish(
            Submission submission, long deadline, RecordSender sender, UniEmitter<? super PublishOutcome> result) {
        Consumer<PublishOutcome> done = outcome -> {
            inFlight.release(submission.size());
            result.complete(outcome);
        };
        try {
            if (System.nanoTime() - deadline > 0) {
                done.accept(new PublishOutcome.Unavailable(
                        "Kafka did not answer others in time, nothing was written", null));
                return;
            }
            List<Addressed> events = submission.events(config.maxBatch(), log.maxEventSize());
            IdempotencyKey key = IdempotencyKey.of(submission);
            String before = key == null ? null : answers.begin(key);
            if (before != null) {
                done.accept(new PublishOutcome.Accepted(before, true));
            } else {
                writer.write(events, sender, results -> done.accept(outcome(key, results)));
            }
        } catch (ProblemException e) {
            done.accept(new PublishOutcome.Refused(e));
        } catch (RuntimeException e) {
            inFlight.release(submission.size());
            result.fail(e);
        }
    }

    private PublishOutcome outcome(@Nullable IdempotencyKey key, WriteResults results) {
        Exception failure = results.failure();
        if (failure != null) {
            if (key != null) {
                answers.release(key);
            }
            return new PublishOutcome.Unavailable(WriteResults.describe(failure), results.json());
        }
        String text = new JsonObject().put("events", results.json()).encode();
        if (key != null) {
            answers.complete(key, text);
        }
        return new PublishOutcome.Accepted(text, false);
    }

    /** Returns the bytes of requests in flight. */
    public long pendingBytes() {
        return inFlight.taken();
    }

    /** Returns the bytes of stored answers. */
    public long rememberedBytes() {
        return answers.bytes();
    }
}
