package dev.tidings.session;

import dev.tidings.event.Position;
import java.util.List;

/** Where a session begins. */
sealed interface Start {
    /** After a cursor; {@code added} are partitions that it could not name, since they came later: they are read last. */
    record Resumed(List<Position> positions, List<Position> added) implements Start {}

    /** At the log's end, with a gap before it. */
    record AtEnd(List<Position> positions, GapReason reason, List<Skipped> skipped) implements Start {}

    /** The cursor lies outside of what this pod has in memory; what the broker holds decides. */
    record Unsure() implements Start {}

    /** The cursor fits no log that this pod knows of; a look at the topics decides. */
    record Unknown() implements Start {}
}
