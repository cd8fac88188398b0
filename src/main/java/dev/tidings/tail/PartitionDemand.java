package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import dev.tidings.session.PartitionInterest;
import dev.tidings.session.Session;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the partitions of the notifications that the sessions here need, and those that are read. One lock covers
 * both, so that none is left between a session's check and its need. Any thread may call it, except for the methods of
 * the tail.
 */
final class PartitionDemand implements PartitionInterest {
    /** The maximum time that a session waits; less than clients wait for their welcome. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Windows windows;
    private final Duration linger;
    private final Duration patience;
    private final Clock clock;
    private final Map<Session, Need> needs = new HashMap<>();
    private final Map<Partition, Integer> counts = new HashMap<>();
    /** The partitions that are read, and since when no session needs them; {@link Long#MAX_VALUE} where one does. */
    private final Map<Partition, Long> read = new HashMap<>();
    /** True where a needed partition may be unread; the tail checks it after each poll. */
    private boolean news;

    /** The partitions that one session needs, and the future that it waits for. */
    private static final class Need {
        private final Set<Partition> partitions = new HashSet<>();
        private @Nullable CompletableFuture<Void> waiting;
    }

    PartitionDemand(Windows windows, Duration linger, Duration patience, Clock clock) {
        this.windows = windows;
        this.linger = linger;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public synchronized CompletableFuture<Void> acquire(Session session, Supplier<Set<Partition>> partitions) {
        Need need = needs.computeIfAbsent(session, added -> new Need());
        partitions.get().forEach(partition -> add(need, partition));
        if (read.keySet().containsAll(need.partitions)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> answer = new CompletableFuture<>();
        need.waiting = answer;
        return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void add(Need need, Partition partition) {
        if (partition.topic() == Topic.NOTIFICATIONS && need.partitions.add(partition)) {
            counts.merge(partition, 1, Integer::sum);
            news = true;
            read.computeIfPresent(partition, (same, since) -> Long.MAX_VALUE);
        }
    }

    @Override
    public synchronized boolean join(Session session, PartitionWindow window) {
        Partition partition = window.partition();
        // The partition may have been left and read again since.
        boolean same = windows.of(partition).filter(now -> now == window).isPresent();
        if (!same || !read.containsKey(partition)) {
            return false;
        }
        add(needs.computeIfAbsent(session, added -> new Need()), partition);
        return true;
    }

    @Override
    public synchronized void release(Session session) {
        Need need = needs.remove(session);
        if (need == null) {
            return;
        }
        long now = clock.millis();
        for (Partition partition : need.partitions) {
            if (counts.computeIfPresent(partition, (same, count) -> count == 1 ? null : count - 1) == null) {
                read.computeIfPresent(partition, (same, since) -> now);
            }
        }
    }

    /** Resets for a log of whose notifications no partition is read yet. The tail's thread only. */
    synchronized void begin(Collection<Partition> notifications) {
        read.clear();
        grow(notifications);
    }

    /** Adds partitions to the log. The tail's thread only. */
    synchronized void grow(Collection<Partition> notifications) {
        windows.register(notifications);
        news = true;
    }

    /** Returns the needed partitions that are not read. */
    synchronized Set<Partition> missing() {
        if (!news) {
            return Set.of();
        }
        Set<Partition> missing = new HashSet<>();
        for (Partition partition : counts.keySet()) {
            // Sessions of another log are about to close.
            if (!read.containsKey(partition) && partition.number() < windows.partitionsOf(partition.topic())) {
                missing.add(partition);
            }
        }
        news = !missing.isEmpty();
        return missing;
    }

    /** Records that these partitions have windows now. The tail's thread only. */
    void taken(Collection<Partition> partitions) {
        for (CompletableFuture<Void> answer : answers(partitions)) {
            answer.complete(null);
        }
    }

    private synchronized List<CompletableFuture<Void>> answers(Collection<Partition> partitions) {
        long now = clock.millis();
        partitions.forEach(partition -> read.put(partition, counts.containsKey(partition) ? Long.MAX_VALUE : now));
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (Need need : needs.values()) {
            CompletableFuture<Void> waiting = need.waiting;
            if (waiting != null && read.keySet().containsAll(need.partitions)) {
                need.waiting = null;
                answers.add(waiting);
            }
        }
        return answers;
    }

    /** Leaves partitions that no session has needed for a while; later sessions wait. The tail's thread only. */
    synchronized Set<Partition> leave() {
        Set<Partition> left = new HashSet<>();
        long before = clock.millis() - linger.toMillis();
        read.forEach((partition, since) -> {
            if (since <= before) {
                left.add(partition);
            }
        });
        read.keySet().removeAll(left);
        return left;
    }
}
