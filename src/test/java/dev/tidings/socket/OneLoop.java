package dev.tidings.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import dev.tidings.session.EndedSessions;
import dev.tidings.session.HomePartitions;
import dev.tidings.session.LogAccess;
import dev.tidings.session.LogExtent;
import dev.tidings.session.ExtentLookup;
import dev.tidings.session.PartitionInterest;
import dev.tidings.session.Presence;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.session.SessionLimits;
import dev.tidings.session.SessionMetrics;
import dev.tidings.session.SessionRegistry;
import dev.tidings.session.Sessions;
import dev.tidings.session.StartResolver;
import dev.tidings.session.Subscriber;
import dev.tidings.session.Wakeups;
import dev.tidings.session.Watermarks;
import dev.tidings.testkit.ManualClock;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sessions over windows of one partition a topic, all on the caller's thread; in the place of the tail the test appends. */
final class OneLoop {
    private static final long EPOCH = 77;
    private static final ExtentLookup NO_BROKER = new ExtentLookup() {
        @Override
        public CompletionStage<LogExtent> find() {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<LogExtent> findAfterRefresh() {
            return new CompletableFuture<>();
        }
    };

    final ManualClock clock = new ManualClock();
    private final Windows windows = new Windows(64 << 20, Duration.ofMinutes(5));
    private final SessionRegistry registry = new SessionRegistry(new EndedSessions(100, Duration.ofMinutes(5)));
    private final PushLoop loop = new PushLoop(Runnable::run, System::nanoTime);
    private final Wakeups wakeups = new Wakeups(registry);
    private final HeaderBlock structured = new HeaderBlock();
    private final Sessions sessions;
    private final PartitionWindow notifications;
    private final PartitionWindow announcements;
    /** By partition id. */
    private final long[] ends = new long[2];

    OneLoop(SessionMetrics metrics) {
        structured.add("content-type", "application/cloudevents+json".getBytes(UTF_8));
        sessions = new Sessions(
                new StartResolver(windows, new HomePartitions(List.of(Partitioner.MURMUR2)), 1_000_000),
                registry,
                new SessionLimits(3, 10_000, Duration.ofSeconds(25), Duration.ofSeconds(30)),
                metrics,
                new Sessions.Environment(
                        clock,
                        new Random(20261129),
                        new LogAccess(NO_BROKER, replay -> {}, PartitionInterest.NONE),
                        Presence.NONE));
        windows.begin(EPOCH);
        Partition users = new Partition(Topic.NOTIFICATIONS, 0);
        Partition all = new Partition(Topic.ANNOUNCEMENTS, 0);
        Map<Partition, PartitionWindow> made = windows.add(List.of(users, all), Map.of());
        notifications = Objects.requireNonNull(made.get(users));
        announcements = Objects.requireNonNull(made.get(all));
        windows.open();
    }

    Session open(String user, SocketChannel channel) {
        return sessions.open(
                new Subscriber(new UserId(user), Set.of(), null),
                clock.instant().plus(Duration.ofHours(1)),
                Optional.empty(),
                channel,
                loop);
    }

    /** As the tail does with a record; seen with the next {@link #publish}. */
    void append(String key, String json) {
        PartitionWindow window = key.equals("everyone") ? announcements : notifications;
        long offset = ends[window.partition().id()]++;
        Key audience = Key.of(key);
        window.append(
                offset,
                clock.millis(),
                audience,
                ByteBuffer.wrap(key.getBytes(UTF_8)),
                structured,
                ByteBuffer.wrap(json.getBytes(UTF_8)),
                clock.millis());
        registry.audience(window.partition().topic(), audience)
                .forEach(session -> wakeups.add(session, window, offset));
    }

    void publish() {
        notifications.publish(ends[notifications.partition().id()]);
        announcements.publish(ends[announcements.partition().id()]);
        try {
            wakeups.submit(new Watermarks(EPOCH, ends.clone()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
