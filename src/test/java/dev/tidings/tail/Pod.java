package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import dev.tidings.session.ClientChannel;
import dev.tidings.session.EndedSessions;
import dev.tidings.session.HomePartitions;
import dev.tidings.session.KeepAlive;
import dev.tidings.session.LogAccess;
import dev.tidings.session.LogExtent;
import dev.tidings.session.PartitionInterest;
import dev.tidings.session.Presence;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Replay;
import dev.tidings.session.Session;
import dev.tidings.session.SessionLimits;
import dev.tidings.session.SessionMetrics;
import dev.tidings.session.SessionRegistry;
import dev.tidings.session.Sessions;
import dev.tidings.session.StartResolver;
import dev.tidings.session.Subscriber;
import dev.tidings.testkit.ManualClock;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The path from a poll to the channel port, of the real classes; only the broker and the socket are not there. */
final class Pod implements RecordWrites {
    static final int NOTIFICATIONS = 4;
    static final int ANNOUNCEMENTS = 2;
    static final long EPOCH = 77;
    private static final KeepAlive UPKEEP = new KeepAlive(Duration.ofMinutes(2), Optional.empty());

    /** What of a backlog the tail hands on together. */
    static final int ENOUGH = 40;

    static final Duration GATHER = Duration.ofMillis(200);
    static final Duration PATIENCE = Duration.ofSeconds(5);

    final ManualClock clock = new ManualClock();
    final Windows windows;
    final SessionRegistry registry = new SessionRegistry(new EndedSessions(100, Duration.ofMinutes(5)));
    final CountingTailMetrics outcomes = new CountingTailMetrics();
    final Sessions sessions;
    final TailLoop tail;
    final LogConsumer log = new LogConsumer();
    final LayoutRefresh layout = new LayoutRefresh();
    final CountingReplayMetrics replayed = new CountingReplayMetrics();
    final PartitionDemand demand;
    final boolean affine;

    /** Where partitions ended that the tail is about to read from there. */
    private final Map<Partition, Long> asked = new HashMap<>();

    private final Coverage coverage;
    private final MockConsumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer;
    private final Queue<Replay> replays = new ConcurrentLinkedQueue<>();
    private final ReplayRun replayRun;

    /** What few tests choose; {@code linger} null reads everything. */
    private record Choice(
            KeepAlive upkeep,
            SessionMetrics metrics,
            @Nullable Duration linger) {
        static final Choice DEFAULT = new Choice(UPKEEP, SessionMetrics.NONE, null);
    }

    Pod(long windowBytes) {
        this(windowBytes, null, 1_000_000, Choice.DEFAULT);
    }

    /** Reads what its sessions need, and for that long after they have gone. */
    static Pod affine(long windowBytes, long maxReplay, Duration linger) {
        return new Pod(windowBytes, null, maxReplay, new Choice(UPKEEP, SessionMetrics.NONE, linger));
    }

    /** {@code extent} is the broker's word, or null where it is at hand at once. */
    Pod(long windowBytes, @Nullable Supplier<CompletionStage<LogExtent>> extent) {
        this(windowBytes, extent, 1_000_000);
    }

    Pod(long windowBytes, @Nullable Supplier<CompletionStage<LogExtent>> extent, long maxReplay) {
        this(windowBytes, extent, maxReplay, Choice.DEFAULT);
    }

    Pod(long windowBytes, KeepAlive upkeep) {
        this(windowBytes, null, 1_000_000, new Choice(upkeep, SessionMetrics.NONE, null));
    }

    Pod(long windowBytes, SessionMetrics sessionMetrics) {
        this(windowBytes, null, 1_000_000, new Choice(UPKEEP, sessionMetrics, null));
    }

    private Pod(
            long windowBytes, @Nullable Supplier<CompletionStage<LogExtent>> extent, long maxReplay, Choice choice) {
        windows = new Windows(windowBytes, Duration.ofMinutes(5));
        windows.begin(EPOCH);
        Duration linger = choice.linger();
        affine = linger != null;
        demand = new PartitionDemand(windows, linger == null ? Duration.ZERO : linger, PartitionDemand.PATIENCE, clock);
        consumer = affine ? log.another() : new MockConsumer<>("none");
        sessions = new Sessions(
                new StartResolver(
                        windows, new HomePartitions(List.of(Partitioner.MURMUR2, Partitioner.CRC32)), maxReplay),
                registry,
                new SessionLimits(3, 1000, Duration.ofSeconds(25), Duration.ofSeconds(30), choice.upkeep()),
                choice.metrics(),
                new Sessions.Environment(
                        clock,
                        new Random(20261122),
                        new LogAccess(
                                new LogExtents(extent == null ? this::extent : extent, layout),
                                this::request,
                                affine ? demand : PartitionInterest.NONE),
                        Presence.NONE));
        replayRun = new ReplayRun(
                Pod::topicPartition,
                windows,
                new ReplayLimits(1 << 30, Duration.ofMinutes(1), ReplayLimits.SMALLEST_BUFFER, GATHER, PATIENCE),
                replayed,
                new RecordHead(1 << 20));
        AssignedWindows assigned = new AssignedWindows();
        tail = new TailLoop(consumer, windows, assigned, router(assigned), new BacklogHold(1, ENOUGH, 25));
        coverage =
                affine ? new AffineCoverage(Pod::topicPartition, this::ends, tail, demand, clock) : new FullCoverage();
        List<Partition> partitions = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            for (int i = 0; i < (topic == Topic.NOTIFICATIONS ? NOTIFICATIONS : ANNOUNCEMENTS); i++) {
                partitions.add(new Partition(topic, i));
            }
        }
        tail.assign(named(coverage.begin(partitions)), Map.of());
        windows.open();
    }

    RecordRouter router(AssignedWindows assigned) {
        RecordDelivery delivery = new RecordDelivery(registry, outcomes, new NoTracing(), 1 << 20);
        return new RecordRouter(assigned, windows, delivery, registry, clock);
    }

    private static Map<TopicPartition, Partition> named(List<Partition> partitions) {
        Map<TopicPartition, Partition> named = new HashMap<>();
        partitions.forEach(partition -> named.put(topicPartition(partition), partition));
        return named;
    }

    private CompletionStage<Map<Partition, Long>> ends(Collection<Partition> partitions) {
        Map<Partition, Long> ends = new HashMap<>();
        partitions.forEach(partition -> ends.put(partition, log.end(topicPartition(partition))));
        asked.putAll(ends);
        return CompletableFuture.completedFuture(ends);
    }

    /** The tail takes and leaves partitions, between two polls. */
    void look() {
        try {
            coverage.look();
            windows.all().forEach(window -> asked.remove(window.partition()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What lies before that offset nobody reads live: the window has lost it, or the tail does not begin there. */
    long unread(Partition partition) {
        return windows.of(partition)
                .map(PartitionWindow::start)
                .orElseGet(() -> asked.getOrDefault(partition, log.end(topicPartition(partition))));
    }

    /** The same, until who waits for a partition has it. */
    void cover() {
        look();
        look();
    }

    /** Whether the broker says that it has more than the next poll will bring. */
    void behind(boolean more) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        consumer.assignment()
                .forEach(partition -> ends.put(partition, more ? Long.MAX_VALUE : consumer.position(partition)));
        consumer.updateEndOffsets(ends);
    }

    /** As an operator does, up to that many. */
    void addPartitions(int notifications, int more) {
        List<Partition> added = IntStream.range(notifications, more)
                .mapToObj(i -> new Partition(Topic.NOTIFICATIONS, i))
                .toList();
        List<Partition> read = coverage.grow(added);
        if (!read.isEmpty()) {
            tail.assign(named(read), Map.of());
        }
    }

    /** Returns the partition in which producers of Java place this user. */
    static Partition home(String user) {
        return new Partition(Topic.NOTIFICATIONS, Partitioner.MURMUR2.partitionOf(user, NOTIFICATIONS));
    }

    static TopicPartition topicPartition(Partition partition) {
        return new TopicPartition(partition.topic().name(), partition.number());
    }

    /** Appends to the log; the next poll brings it. */
    @Override
    public String write(
            Partition partition, @Nullable ByteBuffer key, @Nullable ByteBuffer value, RecordHeaders recordHeaders) {
        TopicPartition at = topicPartition(partition);
        long offset = log.end(at);
        ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record = new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                offset,
                clock.millis(),
                TimestampType.CREATE_TIME,
                key == null ? 0 : key.remaining(),
                value == null ? 0 : value.remaining(),
                key,
                value,
                recordHeaders,
                Optional.empty());
        log.write(record);
        if (!affine) {
            consumer.addRecord(record);
        }
        return partition.number() + "-" + offset;
    }

    /** What the broker holds: all that was written, but for what it was told to forget. */
    CompletionStage<LogExtent> extent() {
        Map<Partition, Long> begins = new HashMap<>();
        Map<Partition, Long> ends = new HashMap<>();
        windows.known().forEach(partition -> {
            TopicPartition at = topicPartition(partition);
            begins.put(partition, log.begin(at));
            ends.put(partition, log.end(at));
        });
        return CompletableFuture.completedFuture(new LogExtent(begins, ends));
    }

    /** The tail looks at the topics, where somebody wants it to. */
    void refreshLayout() {
        layout.begun(clock.instant());
        layout.done();
    }

    /** As if another pod had read further than this one. */
    LogExtent extentUpTo(long end) {
        Map<Partition, Long> begins = new HashMap<>();
        windows.all().forEach(window -> begins.put(window.partition(), 0L));
        Map<Partition, Long> ends = new HashMap<>(begins);
        ends.replaceAll((partition, zero) -> end);
        return new LogExtent(begins, ends);
    }

    private void request(Replay replay) {
        replayed.requested();
        replays.add(replay);
    }

    /** One round of the replay thread, that much later. */
    void replayPass(Duration later) {
        clock.advance(later);
        for (Replay next = replays.poll(); next != null; next = replays.poll()) {
            replayRun.add(next, clock.instant());
        }
        try {
            replayRun.pass(log, clock.instant());
        } catch (OffsetOutOfRangeException e) {
            replayRun.endScansOf(e.partitions());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The replay thread's work, until nothing is left or nothing moves. */
    void replay() {
        replayPass(Duration.ZERO);
        replayPass(GATHER.plusMillis(1));
        for (int i = 0; i < 1000 && !(replayRun.isIdle() && replays.isEmpty()); i++) {
            replayPass(Duration.ofMillis(1));
        }
    }

    long replayBytes() {
        return replayRun.bytes();
    }

    void poll() {
        try {
            tail.poll(Duration.ZERO);
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

    static Subscriber member(String user, String... groups) {
        return new Subscriber(new UserId(user), Set.of(groups), null);
    }

    Session open(Subscriber member, @Nullable String cursor, ClientChannel channel, PushLoop loop) {
        return sessions.open(
                member, clock.instant().plus(Duration.ofHours(1)), Optional.ofNullable(cursor), channel, loop);
    }
}
