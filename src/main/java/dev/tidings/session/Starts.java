package dev.tidings.session;

import dev.tidings.event.Audience;
import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Topic;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides where a session begins, from what the client brought and what the windows still hold. */
public final class Starts {
    /** A cursor names home partitions and a few where something was misplaced; more is not one of ours. */
    private static final int MAX_POSITIONS = 64;

    private final Windows windows;
    private final Homes homes;
    private final long maxReplay;

    /** {@code maxReplay} is how many records before the windows a cursor may lie, in all partitions together. */
    public Starts(Windows windows, Homes homes, long maxReplay) {
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

    PartitionWindow window(Partition partition) {
        return windows.of(partition)
                .orElseThrow(() ->
                        new IllegalArgumentException("partition: " + partition + " (expected: one that is read)"));
    }

    /** What is known when a start is decided: what the broker holds, once it was asked, and whether of a fresh layout. */
    record Known(Optional<LogExtent> extent, boolean fresh) {
        static final Known NOTHING = new Known(Optional.empty(), false);
    }

    /** {@code text} is what the client brought. */
    Start of(Member member, Optional<String> text, Known known) {
        if (text.isEmpty()) {
            return atEnd(member, GapReason.NONE_GIVEN);
        }
        Optional<Cursor> parsed = Cursor.parse(text.get());
        if (parsed.isEmpty() || parsed.get().positions().size() > MAX_POSITIONS) {
            return atEnd(member, GapReason.CURSOR_INVALID);
        }
        Cursor cursor = parsed.get();
        if (cursor.epoch() != windows.epoch()) {
            return known.fresh() ? atEnd(member, GapReason.LOG_RECREATED) : new Start.Unknown();
        }
        for (Position position : cursor.positions()) {
            if (windows.of(position.partition()).isEmpty()) {
                return invalid(member, known);
            }
        }
        return after(cursor, member, known);
    }

    /** Another pod may know more of the topics than this one: so not before they were looked at again. */
    private Start invalid(Member member, Known known) {
        return known.fresh() ? atEnd(member, GapReason.CURSOR_INVALID) : new Start.Unknown();
    }

    private Start after(Cursor cursor, Member member, Known known) {
        List<Position> added = added(cursor, member);
        List<Position> all = new ArrayList<>(cursor.positions());
        all.addAll(added);
        if (all.stream().mapToLong(this::beforeWindow).sum() > maxReplay) {
            return tooOld(all, member);
        }
        if (all.stream().allMatch(this::isInWindow)) {
            return Start.At.cursor(cursor.positions(), added);
        }
        if (known.extent().isEmpty()) {
            return new Start.Unsure();
        }
        LogExtent extent = known.extent().get();
        if (!cursor.positions().stream().allMatch(extent::reaches)) {
            return invalid(member, known);
        }
        return all.stream().allMatch(extent::stillHolds)
                ? Start.At.cursor(cursor.positions(), added)
                : tooOld(all, member);
    }

    private boolean isInWindow(Position position) {
        PartitionWindow window = window(position.partition());
        return position.offset() >= window.start() && position.offset() <= window.end();
    }

    private long beforeWindow(Position position) {
        return Math.max(0, window(position.partition()).start() - position.offset());
    }

    /** Homes that the cursor does not name: partitions added since are read from their beginning, new groups from now. */
    private List<Position> added(Cursor cursor, Member member) {
        List<Position> added = new ArrayList<>();
        Set<Partition> ofOldAudiences = new LinkedHashSet<>();
        ofOldAudiences.addAll(homesOf(Audience.user(member.user())));
        ofOldAudiences.addAll(homesOf(Audience.everyone()));
        for (Partition home : homesOf(member)) {
            if (cursor.offsetIn(home) < 0) {
                added.add(new Position(
                        home, ofOldAudiences.contains(home) ? 0 : window(home).end()));
            }
        }
        return added;
    }

    private Start tooOld(List<Position> positions, Member member) {
        List<Skipped> skipped = new ArrayList<>();
        for (Position position : positions) {
            long end = window(position.partition()).end();
            if (position.offset() < end) {
                skipped.add(new Skipped(position.partition(), position.offset(), end));
            }
        }
        return atEnd(member, GapReason.CURSOR_TOO_OLD, skipped);
    }

    Start atEnd(Member member, GapReason reason) {
        return atEnd(member, reason, List.of());
    }

    private Start atEnd(Member member, GapReason reason, List<Skipped> skipped) {
        List<Position> positions = new ArrayList<>();
        for (Partition home : homesOf(member)) {
            positions.add(new Position(home, window(home).end()));
        }
        return new Start.At(positions, List.of(), reason, skipped);
    }

    private Set<Partition> homesOf(Member member) {
        Set<Partition> all = new LinkedHashSet<>();
        for (Topic topic : Topic.values()) {
            member.audiencesIn(topic).forEach(audience -> all.addAll(homesOf(audience)));
        }
        return all;
    }

    private List<Partition> homesOf(Audience audience) {
        return homes.of(audience, windows.partitionsOf(audience.topic()));
    }
}
