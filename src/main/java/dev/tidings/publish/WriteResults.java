package dev.tidings.publish;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Collects the results of one request's events as Kafka reports them; any thread. */
final class WriteResults {
    private final List<Addressed> events;
    private final AtomicReferenceArray<@Nullable RecordMetadata> written;
    private final AtomicReferenceArray<@Nullable Exception> failures;
    private final AtomicInteger open;
    private final Consumer<WriteResults> done;

    /** @param done called with this object when all results are known */
    WriteResults(List<Addressed> events, Consumer<WriteResults> done) {
        this.events = events;
        this.written = new AtomicReferenceArray<>(events.size());
        this.failures = new AtomicReferenceArray<>(events.size());
        this.open = new AtomicInteger(events.size());
        this.done = done;
    }

    void settle(int index, @Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null) {
            written.set(index, metadata);
        } else {
            failures.set(index, failure);
        }
        if (open.decrementAndGet() == 0) {
            done.accept(this);
        }
    }

    void failAll(Exception failure) {
        for (int i = 0; i < events.size(); i++) {
            settle(i, null, failure);
        }
    }

    /** Returns the first failure in the order of the events, or null. */
    @Nullable
    Exception failure() {
        for (int i = 0; i < events.size(); i++) {
            Exception failure = failures.get(i);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    /** Returns one object for each event: its position, or the reason why it may not be in the log. */
    JsonArray json() {
        JsonArray all = new JsonArray();
        for (int i = 0; i < events.size(); i++) {
            JsonObject one = new JsonObject().put("id", events.get(i).id());
            RecordMetadata metadata = written.get(i);
            Exception failure = failures.get(i);
            if (metadata != null) {
                one.put("position", metadata.toString())
                        .put("topic", metadata.topic())
                        .put("partition", metadata.partition())
                        .put("offset", metadata.offset());
            } else if (failure != null) {
                one.put("error", describe(failure));
            }
            all.add(one);
        }
        return all;
    }

    static String describe(Exception failure) {
        if (failure instanceof TimeoutException) {
            return "Kafka did not acknowledge it in time; it may be written all the same";
        }
        if (failure instanceof RecordTooLargeException) {
            return "larger than the topic takes (max.message.bytes)";
        }
        return "Kafka did not take it: " + failure.getClass().getSimpleName();
    }
}
