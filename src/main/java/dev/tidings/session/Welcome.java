package dev.tidings.session;

import dev.tidings.event.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first frame says: where the session begins, whether that is a gap, why and over which records, and what to expect
 * of it. Only a gap after a cursor that was too old names its records: {@code skipped} is empty otherwise.
 */
public record Welcome(
        Cursor cursor, @Nullable GapReason gap, List<Skipped> skipped, Duration heartbeat, Instant expires) {
    public Welcome {
        skipped = List.copyOf(skipped);
    }

    public boolean resumed() {
        return gap == null;
    }
}
