package dev.tidings.session;

import dev.tidings.event.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of the first frame: the start of the session, a gap with its reason and records, and the session's
 * heartbeat and expiry. Only a gap after a cursor that was too old names its records: {@code skipped} is empty
 * otherwise.
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
