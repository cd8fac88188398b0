package dev.tidings.session;

import dev.tidings.event.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a session begins. */
sealed interface StartDecision {
    /**
     * At these positions: after a cursor, or, where there is a {@code gap}, at the log's end. {@code added} are partitions
     * that the cursor could not name, since they came later: they are read last.
     */
    record At(
            List<Position> positions,
            List<Position> added,
            @Nullable GapReason gap,
            List<Skipped> skipped) implements StartDecision {
        static At cursor(List<Position> positions, List<Position> added) {
            return new At(positions, added, null, List.of());
        }
    }

    /** The cursor lies outside of what this pod has in memory; what the broker holds decides. */
    record Unsure() implements StartDecision {}

    /** The cursor fits no log that this pod knows of; a look at the topics decides. */
    record Unknown() implements StartDecision {}
}
