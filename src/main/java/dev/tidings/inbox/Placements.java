package dev.tidings.inbox;

import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import dev.tidings.event.TopicsConfig;
import dev.tidings.tail.LogAdmin;
import dev.tidings.tail.LogLayout;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Determines where each partition of the log goes on, from the database's positions and the log as it is now. */
@Singleton
class Placements {
    private static final long ANSWER_SECONDS = 12;
    private static final long PAUSE_MILLIS = 1_000;

    private final LogAdmin log;
    private final TopicsConfig topics;
    private final InboxWork work;
    private final OutageLog outage;
    private final Map<Integer, Placement> placements = new ConcurrentHashMap<>();

    Placements(LogAdmin log, TopicsConfig topics, InboxWork work, Clock clock) {
        this.log = log;
        this.topics = topics;
        this.work = work;
        this.outage = new OutageLog(clock);
    }

    /** Returns the partition's placement as of the last {@link #refresh}, or null where it was not there. */
    @Nullable Placement of(Partition partition) {
        return placements.get(partition.id());
    }

    /**
     * Places all partitions of the log, and waits for broker and database as long as it takes.
     *
     * @throws BatchWriter.StoppedException where the pod stops before
     */
    void refresh() {
        LogLayout layout = untilAnswered(log::layout);
        Map<Partition, Long> begins = untilAnswered(() -> log.begins(layout.partitions()));
        try {
            placements.putAll(work.writer().untilDone(connection -> PositionTable.place(connection, layout, begins)));
        } catch (SQLException e) {
            throw new IllegalStateException("inbox positions: refused by the database", e);
        }
    }

    /** Returns whether a topic of the log is another one than at the last {@link #refresh}; false if nobody answers. */
    boolean isLogRecreated() {
        try {
            LogLayout layout = answer(log.layout());
            return placements.values().stream()
                    .anyMatch(placement -> !layout.topicId(placement.partition()).equals(placement.topicId()));
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Returns the partition with its name in Tidings; null for a topic that is not the log's. */
    @Nullable Partition partition(TopicPartition given) {
        for (Topic topic : Topic.values()) {
            if (topics.nameOf(topic).equals(given.topic())) {
                return new Partition(topic, given.partition());
            }
        }
        return null;
    }

    /** Asks the broker something. */
    private interface LogQuestion<T> {
        CompletionStage<T> ask();
    }

    private <T> T untilAnswered(LogQuestion<T> question) {
        while (!work.isStopping()) {
            try {
                T answer = answer(question.ask());
                outage.over("the broker answers the inbox again");
                return answer;
            } catch (RuntimeException e) {
                outage.failed("the inbox waits for the log's topics: cause=" + e);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
        throw new BatchWriter.StoppedException();
    }

    private static <T> T answer(CompletionStage<T> question) {
        try {
            return question.toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("broker: no answer in " + ANSWER_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BatchWriter.StoppedException();
        }
    }
}
