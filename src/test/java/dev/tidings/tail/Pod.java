package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import dev.tidings.event.RejectReason;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import dev.tidings.session.Homes;
import dev.tidings.session.Member;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.session.SessionLimits;
import dev.tidings.session.SessionMetrics;
import dev.tidings.session.SessionRegistry;
import dev.tidings.session.Sessions;
import dev.tidings.session.Starts;
import dev.tidings.session.Upkeep;
import dev.tidings.testkit.FakeChannel;
import dev.tidings.testkit.ManualClock;
import dev.tidings.window.Windows;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The path from a poll to the channel port, of the real classes; only the broker and the socket are not there. */
final class Pod {
    static final int NOTIFICATIONS = 4;
    static final int ANNOUNCEMENTS = 2;
    static final long EPOCH = 77;

    final ManualClock clock = new ManualClock();
    final Windows windows;
    final SessionRegistry registry = new SessionRegistry();
    final Outcomes outcomes = new Outcomes();
    final Sessions sessions;
    final TailLoop tail;
    private final MockConsumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer = new MockConsumer<>("none");
    private final Map<Partition, Long> ends = new HashMap<>();

    /** Off, as it is by default. */
    private record NoTracing() implements Tracing {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public Optional<String> routed(String traceparent, Partition partition, long offset) {
            return Optional.empty();
        }
    }

    /** Counts as the metrics do. */
    static final class Outcomes implements TailMetrics {
        int received;
        int delivered;
        int nobody;
        int expired;
        /** Runs when nobody was found for a record, and before the record is visible. */
        Runnable onNobody = () -> {};

        final Map<RejectReason, Integer> rejected = new EnumMap<>(RejectReason.class);

        @Override
        public void received(int records) {
            received += records;
        }

        @Override
        public void delivered() {
            delivered++;
        }

        @Override
        public void nobody() {
            nobody++;
            onNobody.run();
        }

        @Override
        public void expired() {
            expired++;
        }

        @Override
        public void rejected(RejectReason reason) {
            rejected.merge(reason, 1, Integer::sum);
        }
    }

    Pod(long windowBytes) {
        this(windowBytes, cursor -> CompletableFuture.completedFuture(false));
    }

    Pod(long windowBytes, Function<Cursor, CompletionStage<Boolean>> logEnds) {
        this(windowBytes, logEnds, new Upkeep(Duration.ofMinutes(2), Optional.empty()));
    }

    Pod(long windowBytes, Function<Cursor, CompletionStage<Boolean>> logEnds, Upkeep upkeep) {
        windows = new Windows(windowBytes, Duration.ofMinutes(5));
        windows.begin(EPOCH);
        sessions = new Sessions(
                new Starts(windows, new Homes(List.of(Partitioner.MURMUR2, Partitioner.CRC32))),
                registry,
                new SessionLimits(3, 1000, Duration.ofSeconds(25), Duration.ofSeconds(30), upkeep),
                SessionMetrics.NONE,
                new Sessions.Environment(clock, new Random(20261122), logEnds));
        tail = new TailLoop(
                consumer, windows, new RecordRouter(registry, outcomes, new NoTracing(), 1 << 20, clock), clock);
        Map<TopicPartition, Partition> partitions = new HashMap<>();
        for (Topic topic : Topic.values()) {
            for (int i = 0; i < (topic == Topic.NOTIFICATIONS ? NOTIFICATIONS : ANNOUNCEMENTS); i++) {
                partitions.put(topicPartition(new Partition(topic, i)), new Partition(topic, i));
            }
        }
        tail.assign(partitions, Map.of());
        windows.open();
    }

    private static TopicPartition topicPartition(Partition partition) {
        return new TopicPartition(partition.topic().name(), partition.number());
    }

    /** Appends to the log; the next poll brings it. Returns {@code <partition>-<offset>}. */
    String write(Partition partition, String key, String json) {
        return write(partition, ByteBuffer.wrap(key.getBytes(UTF_8)), ByteBuffer.wrap(json.getBytes(UTF_8)));
    }

    String write(Partition partition, @Nullable ByteBuffer key, @Nullable ByteBuffer value) {
        return write(partition, key, value, Map.of());
    }

    private String write(
            Partition partition, @Nullable ByteBuffer key, @Nullable ByteBuffer value, Map<String, String> headers) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach((name, text) -> recordHeaders.add(name, text.getBytes(UTF_8)));
        long offset = ends.merge(partition, 1L, Long::sum) - 1;
        TopicPartition at = topicPartition(partition);
        consumer.addRecord(new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                offset,
                clock.millis(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                recordHeaders,
                Optional.empty()));
        return partition.number() + "-" + offset;
    }

    /** To the partition where that producer puts it. */
    String notify(Partitioner placement, String user, String json) {
        return write(new Partition(Topic.NOTIFICATIONS, placement.partitionOf(user, NOTIFICATIONS)), user, json);
    }

    /** A structured event with these attributes beside the required ones. */
    String writeStructured(String user, String attributes) {
        String json = "{\"specversion\":\"1.0\",\"id\":\"s\",\"source\":\"/s\",\"type\":\"t\"," + attributes + "}";
        return write(
                new Partition(Topic.NOTIFICATIONS, Partitioner.MURMUR2.partitionOf(user, NOTIFICATIONS)),
                ByteBuffer.wrap(user.getBytes(UTF_8)),
                ByteBuffer.wrap(json.getBytes(UTF_8)),
                Map.of("content-type", "application/cloudevents+json"));
    }

    String notify(String user) {
        return notify(Partitioner.MURMUR2, user, "{\"for\":\"" + user + "\"}");
    }

    String announce(String audience) {
        return announce(audience, "{}");
    }

    String announce(String audience, String json) {
        return write(
                new Partition(Topic.ANNOUNCEMENTS, Partitioner.MURMUR2.partitionOf(audience, ANNOUNCEMENTS)),
                audience,
                json);
    }

    void poll() {
        try {
            tail.poll();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A loop that runs what it is given at once, on the caller's thread. */
    PushLoop directLoop() {
        return loop(Runnable::run);
    }

    PushLoop loop(Executor executor) {
        return new PushLoop(executor, System::nanoTime);
    }

    static Member member(String user, String... groups) {
        return new Member(new UserId(user), Set.of(groups), null);
    }

    Session open(Member member, @Nullable String cursor, FakeChannel channel, PushLoop loop) {
        return sessions.open(
                member, clock.instant().plus(Duration.ofHours(1)), Optional.ofNullable(cursor), channel, loop);
    }
}
