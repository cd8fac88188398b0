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
    /** A cursor names home partitions and a few where something was misplaced; more is not one of ours. */
    private static final int MAX_POSITIONS = 64;

    private final Windows windows;
    private final HomePartitions homes;
    private final long maxReplay;

    /** {@code maxReplay} is how many records before the windows a cursor may lie, in all partitions together. */
    public StartResolver(Windows windows, HomePartitions homes, long maxReplay) {
        this.windows = windows;
        this.homes = homes;
        this.maxReplay = maxReplay;
    }

    /** Whether all of a member's homes are read, so that a session can begin. */
    boolean canBegin() {
        return windows.isOpen();
    }

    long epoch() {
        return windows.epoch();
    }

    /** Where the first of the partitioners places what is for that user; nothing while the log is not known. */
    Optional<Partition> home(UserId user) {
        int partitions = windows.partitionsOf(Topic.NOTIFICATIONS);
        return partitions == 0
                ? Optional.empty()
                : Optional.of(homes.of(Audience.user(user), partitions).get(0));
    }

    /** Whether that is one of the user's homes, as many partitions as there are by now. */
    boolean isHome(UserId user, Partition partition) {
        return homes.of(Audience.user(user), windows.partitionsOf(partition.topic()))
                .contains(partition);
    }

    /** Who comes, with what text for a cursor, to a log that had so many partitions of each topic at that moment. */
    record Arrival(Subscriber member, Optional<String> text, Map<Topic, Integer> partitions) {}

    /** By one view of the log, since it may grow at any time. */
    Arrival arrival(Subscriber member, Optional<String> text) {
        return new Arrival(member, text, windows.partitions());
    }

    /** What has to be read here, so that a start can be decided. */
    Set<Partition> needed(Arrival arrival) {
        Set<Partition> needed = homesOf(arrival);
        arrival.text().flatMap(Cursor::parse).filter(this::isOfThisLog).ifPresent(cursor -> cursor.positions().stream()
                .map(Position::partition)
                .filter(partition -> partition.number() < arrival.partitions().getOrDefault(partition.topic(), 0))
                .forEach(needed::add));
        return needed;
    }

    private boolean isOfThisLog(Cursor cursor) {
        return cursor.epoch() == windows.epoch() && cursor.positions().size() <= MAX_POSITIONS;
    }

    PartitionWindow window(Partition partition) {
        return windows.of(partition)
                .orElseThrow(() ->
                        new IllegalArgumentException("partition: " + partition + " (expected: one that is read)"));
    }

    /** What is known when a start is decided: what the broker holds, once it was asked, and whether of a fresh layout. */
    record Known(Optional<LogExtent> extent, boolean fresh) {
        static final Known NOTHING = new Known(Optional.empty(), false);
    }

    /** All that is {@link #needed} has to be read. */
    StartDecision of(Arrival arrival, Known known) {
        if (arrival.text().isEmpty()) {
            return atEnd(arrival, GapReason.NONE_GIVEN);
        }
        Optional<Cursor> parsed = Cursor.parse(arrival.text().get());
        if (parsed.isEmpty() || parsed.get().positions().size() > MAX_POSITIONS) {
            return atEnd(arrival, GapReason.CURSOR_INVALID);
        }
        Cursor cursor = parsed.get();
        if (cursor.epoch() != windows.epoch()) {
            return known.fresh() ? atEnd(arrival, GapReason.LOG_RECREATED) : new StartDecision.Unknown();
        }
        for (Position position : cursor.positions()) {
            if (windows.of(position.partition()).isEmpty()) {
                return invalid(arrival, known);
            }
        }
        return after(cursor, arrival, known);
    }

    /** Another pod may know more of the topics than this one: so not before they were looked at again. */
    private StartDecision invalid(Arrival arrival, Known known) {
        return known.fresh() ? atEnd(arrival, GapReason.CURSOR_INVALID) : new StartDecision.Unknown();
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
            return new StartDecision.Unsure();
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

    /** Homes that the cursor does not name: partitions added since are read from their beginning, new groups from now. */
    private List<Position> added(Cursor cursor, Arrival arrival) {
        List<Position> added = new ArrayList<>();
        Set<Partition> ofOldAudiences = new LinkedHashSet<>();
        ofOldAudiences.addAll(homesOf(Audience.user(arrival.member().user()), arrival));
        ofOldAudiences.addAll(homesOf(Audience.everyone(), arrival));
        for (Partition home : homesOf(arrival)) {
            if (cursor.offsetIn(home) < 0) {
                added.add(new Position(
                        home, ofOldAudiences.contains(home) ? 0 : window(home).end()));
            }
        }
        return added;
    }

    /** At the end of all that the cursor names, homes or not: what came there while it was decided is skipped too. */
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
            arrival.member().audiencesIn(topic).forEach(audience -> all.addAll(homesOf(audience, arrival)));
        }
        return all;
    }

    private List<Partition> homesOf(Audience audience, Arrival arrival) {
        return homes.of(audience, arrival.partitions().getOrDefault(audience.topic(), 0));
    }
}
