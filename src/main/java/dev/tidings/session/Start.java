package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.Position;
import java.util.List;

/** Where a session begins. */
sealed interface Start {
    /** After a cursor. */
    record Resumed(List<Position> positions) implements Start {}

    /** At the log's end, with a gap before it. */
    record AtEnd(List<Position> positions, GapReason reason) implements Start {}

    /** The cursor is ahead of what this pod has read; the log's end decides whether it is one. */
    record Ahead(Cursor cursor) implements Start {}
}
