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

    public Starts(Windows windows, Homes homes) {
        this.windows = windows;
        this.homes = homes;
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

    /** {@code cursor} is the text that the client brought, or null; {@code confirmed} when the log's end lies beyond it. */
    Start of(Member member, Optional<String> text, boolean confirmed) {
        if (text.isEmpty()) {
            return atEnd(member, GapReason.NONE_GIVEN);
        }
        Optional<Cursor> parsed = Cursor.parse(text.get());
        if (parsed.isEmpty() || parsed.get().positions().size() > MAX_POSITIONS) {
            return atEnd(member, GapReason.CURSOR_INVALID);
        }
        Cursor cursor = parsed.get();
        if (cursor.epoch() != windows.epoch()) {
            return atEnd(member, GapReason.LOG_RECREATED);
        }
        return after(cursor, member, confirmed);
    }

    private Start after(Cursor cursor, Member member, boolean confirmed) {
        boolean ahead = false;
        for (Position position : cursor.positions()) {
            Optional<PartitionWindow> window = windows.of(position.partition());
            if (window.isEmpty()) {
                return atEnd(member, GapReason.CURSOR_INVALID);
            }
            if (position.offset() < window.get().start()) {
                return atEnd(member, GapReason.CURSOR_TOO_OLD);
            }
            ahead |= position.offset() > window.get().end();
        }
        if (ahead && !confirmed) {
            return new Start.Ahead(cursor);
        }
        return withNewHomes(cursor, member);
    }

    /** Homes that the cursor does not name: partitions added since are read from their beginning, new groups from now. */
    private Start withNewHomes(Cursor cursor, Member member) {
        List<Position> positions = new ArrayList<>(cursor.positions());
        Set<Partition> ofOldAudiences = new LinkedHashSet<>();
        ofOldAudiences.addAll(homesOf(Audience.user(member.user())));
        ofOldAudiences.addAll(homesOf(Audience.everyone()));
        for (Partition home : homesOf(member)) {
            if (cursor.offsetIn(home) >= 0) {
                continue;
            }
            PartitionWindow window = window(home);
            if (!ofOldAudiences.contains(home)) {
                positions.add(new Position(home, window.end()));
            } else if (window.start() == 0) {
                positions.add(new Position(home, 0));
            } else {
                return atEnd(member, GapReason.CURSOR_TOO_OLD);
            }
        }
        return new Start.Resumed(positions);
    }

    Start atEnd(Member member, GapReason reason) {
        List<Position> positions = new ArrayList<>();
        for (Partition home : homesOf(member)) {
            positions.add(new Position(home, window(home).end()));
        }
        return new Start.AtEnd(positions, reason);
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
