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
        /** Nothing more: the stream is live. */
        END,
        /** Nothing more until the replay has brought it; the session is pumped then. */
        WAIT,
        /** The window no longer holds what the session has not seen. */
        GAP
    }

    private static final AudienceReader[] NONE = {};
    private static final Reading NOTHING = new Reading.Unusable(RejectReason.TOMBSTONE);

    private final PartitionWindow window;
    private final List<Audience> audiences;
    /** None until something has to be looked for: most streams of most sessions are live for ever. */
    private AudienceReader[] readers = NONE;

    private @Nullable Replay replay;
    /** A byte, so that {@link #from} costs a session no memory. */
    private byte replays;

    private final long from;
    private long position;
    private boolean live;
    private boolean later;
    private Reading reading = NOTHING;
    private @Nullable AudienceReader readBy;

    Stream(PartitionWindow window, List<Audience> audiences, long position, boolean live) {
        this.window = window;
        this.audiences = audiences;
        this.from = position;
        this.position = position;
        this.live = live;
    }

    /** A reader remembers its place in one window; another one is read by others. */
    private AudienceReader[] newReaders() {
        return audiences.stream()
                .map(audience -> new AudienceReader(audience.key()))
                .toArray(AudienceReader[]::new);
    }

    PartitionWindow window() {
        return window;
    }

    List<Audience> audiences() {
        return audiences;
    }

    boolean isLive() {
        return live;
    }

    /** Where the session began in it. */
    long from() {
        return from;
    }

    /** Whether it waits for, or reads, what the window no longer holds. */
    boolean isReplaying() {
        return replay != null;
    }

    /** It is read when those before it have come to their end: its partition took over from one of theirs. */
    Stream later() {
        later = true;
        return this;
    }

    boolean isLater() {
        return later;
    }

    /** Where a client goes on in this partition; {@code seenEnd} is up to where its loop was told of all records. */
    long position(long seenEnd) {
        return live ? Math.max(position, seenEnd) : position;
    }

    /** Something for this session stands at {@code offset}, and perhaps more after it; false when all was sent already. */
    boolean wake(long offset) {
        if (!live) {
            return true;
        }
        // A session may begin ahead of the tail: then what was sent elsewhere and what was not come together.
        if (offset < position && position >= window.end()) {
            return false;
        }
        position = Math.max(position, offset);
        live = false;
        return true;
    }

    /** Goes to the next record of the session's audiences, in the order of the log; {@link #reading} then says what it is. */
    Step advance() {
        if (live) {
            return Step.END;
        }
        Replay current = replay;
        if (current != null) {
            Step step = advanceIn(current);
            if (step != Step.END) {
                return step;
            }
            replay = null;
            readers = NONE;
        }
        return advanceInWindow();
    }

    private Step advanceInWindow() {
        long until = window.end();
        boolean behind = position < window.start();
        AudienceReader nearest = behind ? null : nearest(window, until);
        // Again, since the tail may have dropped the segment while it was looked for.
        if (behind || position < window.start()) {
            return Step.GAP;
        }
        if (nearest == null) {
            position = Math.max(position, until);
            live = true;
            readers = readBy == null ? NONE : readers;
            return Step.END;
        }
        take(nearest);
        return Step.RECORD;
    }

    private Step advanceIn(Replay current) {
        PartitionWindow records = current.records();
        if (records == null) {
            return Step.WAIT;
        }
        // Before the end is read: when it is finished, that is its last one.
        boolean finished = current.isFinished();
        long until = records.end();
        AudienceReader nearest = nearest(records, until);
        // Afterwards: what it is left behind for may have been dropped while it was looked for.
        if (current.isOver()) {
            return Step.WAIT;
        }
        if (nearest != null) {
            take(nearest);
            return Step.RECORD;
        }
        position = Math.max(position, until);
        if (!finished) {
            return Step.WAIT;
        }
        current.end();
        return Step.END;
    }

    private @Nullable AudienceReader nearest(PartitionWindow records, long until) {
        AudienceReader nearest = null;
        long offset = until;
        if (readers.length == 0) {
            readers = newReaders();
        }
        for (AudienceReader reader : readers) {
            long found = reader.seek(records, position, offset);
            if (found >= 0) {
                nearest = reader;
                offset = found;
            }
        }
        return nearest;
    }

    private void take(AudienceReader nearest) {
        position = nearest.offset() + 1;
        reading = nearest.take();
        readBy = nearest;
    }

    /** After a {@link Step#GAP}: what lies between here and the window comes by a replay. */
    Replay replay(Session session, long epoch) {
        Replay wanted = new Replay(session, window.partition(), audiences, epoch, position);
        replay = wanted;
        readers = NONE;
        replays++;
        return wanted;
    }

    /** How often that was. */
    int replays() {
        return replays;
    }

    Reading reading() {
        return reading;
    }

    /** Where the record stands that was read last. */
    long offset() {
        return position - 1;
    }

    /** Whether, for a session that lags, a newer event takes the place of this one, which was read last. */
    boolean isReplaced(Event event, long nowMillis) {
        return readBy != null && readBy.isReplaced(window, event, offset(), nowMillis);
    }

    /** Lets go of what it holds of the window, and says how far it has come in a replay. */
    void rest() {
        reading = NOTHING;
        for (AudienceReader reader : readers) {
            reader.rest();
        }
        if (replay != null) {
            replay.taken(position);
        }
    }

    /** Nothing more is read. */
    void end() {
        if (replay != null) {
            replay.end();
        }
    }
}
