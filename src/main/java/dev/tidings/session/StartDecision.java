package dev.tidings.session;

import dev.tidings.event.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decision where a session begins. */
sealed interface StartDecision {
    /**
     * The session begins at these positions: after a cursor, or, with a {@code gap}, at the log's end. {@code added}
     * are partitions that the cursor could not name, since they came later: they are read last.
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

    /** The cursor lies outside of what this pod has in memory; the broker's extent decides. */
    record NeedsExtent() implements StartDecision {}

    /** The cursor fits no log that is known here; a refresh of the topics decides. */
    record NeedsRefresh() implements StartDecision {}
}
