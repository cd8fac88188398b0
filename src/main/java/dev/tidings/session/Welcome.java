package dev.tidings.session;

import dev.tidings.event.Cursor;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the first frame says: where the session begins, whether that is a gap and why, and what to expect of it. */
public record Welcome(Cursor cursor, @Nullable GapReason gap, Duration heartbeat, Instant expires) {
    public boolean resumed() {
        return gap == null;
    }
}
