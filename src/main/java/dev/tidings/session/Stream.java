package dev.tidings.session;

import dev.tidings.event.Audience;
import dev.tidings.event.Event;
import dev.tidings.event.Reading;
import dev.tidings.event.RejectReason;
import dev.tidings.window.AudienceReader;
import dev.tidings.window.PartitionWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session's place in one partition.
 *
 * <p>Live means: everything up to the position was sent, and whatever comes later wakes the session. The position of a live
 * stream may stand far behind the window without anything being missed; {@link #position} knows.
 */
final class Stream {
    /** What {@link #advance} met. */
    enum Step {
        RECORD,
        END,
        /** The window has dropped what the session has not seen. */
        GAP
    }

    private final PartitionWindow window;
    private final AudienceReader[] readers;
    private long position;
    private boolean live;
    private Reading reading = NOTHING;
    private @Nullable AudienceReader readBy;

    private static final Reading NOTHING = new Reading.Unusable(RejectReason.TOMBSTONE);

    Stream(PartitionWindow window, List<Audience> audiences, long position, boolean live) {
        this.window = window;
        this.readers = audiences.stream()
                .map(audience -> new AudienceReader(audience.key()))
                .toArray(AudienceReader[]::new);
        this.position = position;
        this.live = live;
    }

    PartitionWindow window() {
        return window;
    }

    boolean isLive() {
        return live;
    }

    /** Where a client goes on in this partition; {@code seenEnd} is up to where its loop was told of all records. */
    long position(long seenEnd) {
        return live ? Math.max(position, seenEnd) : position;
    }

    /** Something for this session stands at {@code offset}; false when it has been sent already. */
    boolean wake(long offset) {
        if (!live) {
            return true;
        }
        if (offset < position) {
            return false;
        }
        position = offset;
        live = false;
        return true;
    }

    /** Goes to the next record of the session's audiences, in the order of the log; {@link #reading} then says what it is. */
    Step advance() {
        if (live) {
            return Step.END;
        }
        long until = window.end();
        AudienceReader nearest = null;
        long offset = Long.MAX_VALUE;
        boolean behind = position < window.start();
        for (int i = 0; i < readers.length && !behind; i++) {
            long found = readers[i].seek(window, position, Math.min(until, offset));
            if (found >= 0) {
                nearest = readers[i];
                offset = found;
            }
        }
        // Again, since the tail may have dropped the segment while it was looked for.
        if (behind || position < window.start()) {
            return Step.GAP;
        }
        if (nearest == null) {
            position = Math.max(position, until);
            live = true;
            return Step.END;
        }
        reading = nearest.take();
        readBy = nearest;
        position = offset + 1;
        return Step.RECORD;
    }

    Reading reading() {
        return reading;
    }

    /** Whether, for a session that lags, a newer event takes the place of this one, which was read last. */
    boolean isReplaced(Event event, long nowMillis) {
        return readBy != null && readBy.isReplaced(window, event, position - 1, nowMillis);
    }

    /** Lets go of what it holds of the window. */
    void rest() {
        reading = NOTHING;
        for (AudienceReader reader : readers) {
            reader.rest();
        }
    }
}
