package dev.tidings.session;

import dev.tidings.event.Audience;
import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides where a session begins, from what the client brought and what the windows still hold. */
public final class StartResolver {
    /** The maximum number of positions: a cursor names home partitions and a few where a record was misplaced. */
    private static final int MAX_POSITIONS = 64;

    private final Windows windows;
    private final HomePartitions homes;
    private final long maxReplay;

    /** {@code maxReplay} is the maximum of records between a cursor and the windows, in all partitions together. */
    public StartResolver(Windows windows, HomePartitions homes, long maxReplay) {
        this.windows = windows;
        this.homes = homes;
        this.maxReplay = maxReplay;
    }

    /** Returns whether the log is read, so that a session can begin. */
    boolean canBegin() {
        return windows.isOpen();
    }

    long epoch() {
        return windows.epoch();
    }

    /** Returns the user's home partition, by the first of the partitioners; nothing while the log is not known. */
    Optional<Partition> home(UserId user) {
        int partitions = windows.partitionsOf(Topic.NOTIFICATIONS);
        return partitions == 0
                ? Optional.empty()
                : Optional.of(homes.of(Audience.user(user), partitions).get(0));
    }

    /** Returns whether a partition is one of the user's homes, by the present number of partitions. */
    boolean isHome(UserId user, Partition partition) {
        return homes.of(Audience.user(user), windows.partitionsOf(partition.topic()))
                .contains(partition);
    }

    /** A subscriber that arrives, its cursor's text, and the number of partitions of each topic at that moment. */
    record Arrival(Subscriber subscriber, Optional<String> text, Map<Topic, Integer> partitions) {}

    /** Creates an arrival from one view of the log, which may grow at any time. */
    Arrival arrivalOf(Subscriber subscriber, Optional<String> text) {
        return new Arrival(subscriber, text, windows.partitions());
    }

    /** Returns the partitions that have to be read here before a start can be decided. */
    Set<Partition> needed(Arrival arrival) {
        Set<Partition> needed = homesOf(arrival);
        arrival.text().flatMap(Cursor::parse).filter(this::isOfThisLog).ifPresent(cursor -> cursor.positions().stream()
                .map(Position::partition)
                .filter(partition -> partition.number() < arrival.partitions().getOrDefault(partition.topic(), 0))
                .forEach(needed::add));
        return needed;
    }

    /**
     * Returns the partitions that a cursor of this subscriber names: the homes of all audiences; none while the log is
     * not known.
     */
    public Set<Partition> homes(Subscriber member) {
        Map<Topic, Integer> partitions = windows.partitions();
        return partitions.isEmpty() ? Set.of() : homesOf(new Arrival(member, Optional.empty(), partitions));
    }

    private boolean isOfThisLog(Cursor cursor) {
        return cursor.epoch() == windows.epoch() && cursor.positions().size() <= MAX_POSITIONS;
    }

    PartitionWindow window(Partition partition) {
        return windows.of(partition)
                .orElseThrow(() ->
                        new IllegalArgumentException("partition: " + partition + " (expected: one that is read)"));
    }

    /** The known facts when a start is decided: the broker's extent, once queried, and whether its layout is fresh. */
    record Known(Optional<LogExtent> extent, boolean fresh) {
        static final Known NOTHING = new Known(Optional.empty(), false);
    }

    /** Decides the start; all partitions that are {@link #needed} have to be read. */
    StartDecision decide(Arrival arrival, Known known) {
        if (arrival.text().isEmpty()) {
            return atEnd(arrival, GapReason.NONE_GIVEN);
        }
        Optional<Cursor> parsed = Cursor.parse(arrival.text().get());
        if (parsed.isEmpty() || parsed.get().positions().size() > MAX_POSITIONS) {
            return atEnd(arrival, GapReason.CURSOR_INVALID);
        }
        Cursor cursor = parsed.get();
        if (cursor.epoch() != windows.epoch()) {
            return known.fresh() ? atEnd(arrival, GapReason.LOG_RECREATED) : new StartDecision.NeedsRefresh();
        }
        for (Position position : cursor.positions()) {
            if (windows.of(position.partition()).isEmpty()) {
                return invalid(arrival, known);
            }
        }
        return after(cursor, arrival, known);
    }

    /** Decides the start for an invalid cursor, only after a refresh: another pod may have seen more of the topics. */
    private StartDecision invalid(Arrival arrival, Known known) {
        return known.fresh() ? atEnd(arrival, GapReason.CURSOR_INVALID) : new StartDecision.NeedsRefresh();
    }

    private StartDecision after(Cursor cursor, Arrival arrival, Known known) {
        List<Position> added = added(cursor, arrival);
        List<Position> all = new ArrayList<>(cursor.positions());
        all.addAll(added);
        if (all.stream().mapToLong(this::beforeWindow).sum() > maxReplay) {
            return tooOld(all);
        }
        if (all.stream().allMatch(this::isInWindow)) {
            return StartDecision.At.cursor(cursor.positions(), added);
        }
        if (known.extent().isEmpty()) {
            return new StartDecision.NeedsExtent();
        }
        LogExtent extent = known.extent().get();
        if (!cursor.positions().stream().allMatch(extent::reaches)) {
            return invalid(arrival, known);
        }
        return all.stream().allMatch(extent::stillHolds)
                ? StartDecision.At.cursor(cursor.positions(), added)
                : tooOld(all);
    }

    private boolean isInWindow(Position position) {
        PartitionWindow window = window(position.partition());
        return position.offset() >= window.start() && position.offset() <= window.end();
    }

    private long beforeWindow(Position position) {
        return Math.max(0, window(position.partition()).start() - position.offset());
    }

    /** Returns homes that the cursor does not name: added partitions from their beginning, new groups from now. */
    private List<Position> added(Cursor cursor, Arrival arrival) {
        List<Position> added = new ArrayList<>();
        Set<Partition> ofOldAudiences = new LinkedHashSet<>();
        ofOldAudiences.addAll(homesOf(Audience.user(arrival.subscriber().user()), arrival));
        ofOldAudiences.addAll(homesOf(Audience.everyone(), arrival));
        for (Partition home : homesOf(arrival)) {
            if (cursor.offsetIn(home) < 0) {
                added.add(new Position(
                        home, ofOldAudiences.contains(home) ? 0 : window(home).end()));
            }
        }
        return added;
    }

    /** Starts at the end of all that the cursor names, home or not; records that came meanwhile are skipped too. */
    private StartDecision tooOld(List<Position> positions) {
        List<Position> ends = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (Position position : positions) {
            long end = window(position.partition()).end();
            ends.add(new Position(position.partition(), end));
            if (position.offset() < end) {
                skipped.add(new Skipped(position.partition(), position.offset(), end));
            }
        }
        return new StartDecision.At(ends, List.of(), GapReason.CURSOR_TOO_OLD, skipped);
    }

    private StartDecision atEnd(Arrival arrival, GapReason reason) {
        List<Position> positions = new ArrayList<>();
        for (Partition home : homesOf(arrival)) {
            positions.add(new Position(home, window(home).end()));
        }
        return new StartDecision.At(positions, List.of(), reason, List.of());
    }

    private Set<Partition> homesOf(Arrival arrival) {
        Set<Partition> all = new LinkedHashSet<>();
        for (Topic topic : Topic.values()) {
            arrival.subscriber().audiencesIn(topic).forEach(audience -> all.addAll(homesOf(audience, arrival)));
        }
        return all;
    }

    private List<Partition> homesOf(Audience audience, Arrival arrival) {
        return homes.of(audience, arrival.partitions().getOrDefault(audience.topic(), 0));
    }
}
