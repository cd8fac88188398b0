package dev.tidings.inbox;

import dev.tidings.event.Fault;
import dev.tidings.event.Partition;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * The channel from the log to the projection: a consumer group of all pods, which commits no offsets. Its settings are
 * {@code mp.messaging.incoming.inbox-log.*}.
 */
@Singleton
class ProjectionChannel {
    static final String NAME = "inbox-log";

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long PAUSE_SECONDS = 1;

    private final Projector projector;
    private final ProjectionProgress progress;
    private final AssignmentSeeker seeker;
    private final KafkaClientService clients;
    private final OutageLog outage;
    /** Its one thread exists from the first batch on. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(ProjectionChannel::thread);

    ProjectionChannel(
            Projector projector,
            ProjectionProgress progress,
            @Identifier(NAME) AssignmentSeeker seeker,
            KafkaClientService clients,
            Clock clock) {
        this.projector = projector;
        this.progress = progress;
        this.seeker = seeker;
        this.clients = clients;
        this.outage = new OutageLog(clock);
    }

    /**
     * Projects one batch on a thread that may wait for hours, which is no place for a worker thread of others; the next
     * one comes when this is done. It never fails: what was not written is read again.
     */
    @Incoming(NAME)
    CompletionStage<Void> receive(ConsumerRecords<byte @Nullable [], byte @Nullable []> records) {
        return CompletableFuture.runAsync(() -> project(records), thread);
    }

    private void project(ConsumerRecords<byte @Nullable [], byte @Nullable []> records) {
        progress.begin();
        try {
            seekTo(projector.project(records));
            outage.over("the inbox goes on");
        } catch (BatchWriter.StoppedException e) {
            // The next pod begins where the database is.
        } catch (RuntimeException e) {
            outage.failed("the inbox failed by a fault of its own, and reads the batch again: fault=" + Fault.of(e));
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(PAUSE_SECONDS));
            placeAgain(records.partitions());
        } finally {
            progress.end();
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "tidings-inbox-projection");
        thread.setDaemon(true);
        return thread;
    }

    @PreDestroy
    void close() {
        thread.shutdownNow();
    }

    /** Makes the consumer go on at the partitions' placements, in order to read something again. */
    private void seekTo(List<Partition> partitions) {
        if (!partitions.isEmpty()) {
            seek(given -> partitions.contains(seeker.partition(given)));
        }
    }

    /** Places all partitions anew, of a log whose topics were created again. */
    void placeAll() {
        seeker.place();
        seek(given -> true);
    }

    /** Returns the partitions that this pod projects. */
    Set<Partition> assigned() {
        return seeker.assigned();
    }

    private void placeAgain(Set<TopicPartition> partitions) {
        try {
            seeker.place();
            seek(partitions::contains);
        } catch (BatchWriter.StoppedException e) {
            // The next pod begins where the database is.
        }
    }

    private void seek(Predicate<TopicPartition> concerned) {
        var unused = onConsumer(consumer -> {
            seeker.seek(
                    consumer, consumer.assignment().stream().filter(concerned).toList());
            return true;
        });
    }

    /** Returns the consumer's positions, before which everything has been read; none where it does not answer. */
    Map<Partition, Long> positions() {
        Map<Partition, Long> positions = onConsumer(consumer -> {
            Map<Partition, Long> found = new HashMap<>();
            for (TopicPartition given : consumer.assignment()) {
                Partition partition = seeker.partition(given);
                if (partition != null) {
                    found.put(partition, consumer.position(given, ANSWER));
                }
            }
            return found;
        });
        return positions == null ? Map.of() : positions;
    }

    /** Does something on the consumer's thread; returns null where that thread is busy for too long. */
    private <T> @Nullable T onConsumer(Function<Consumer<byte[], byte[]>, T> action) {
        KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer(NAME);
        return consumer == null
                ? null
                : consumer.runOnPollingThread(action)
                        .ifNoItem()
                        .after(ANSWER)
                        .fail()
                        .onFailure()
                        .recoverWithNull()
                        .await()
                        .indefinitely();
    }
}
