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
 * <p>A stream is live when everything up to the position was sent, and any later record wakes the session. The position
 * of a live stream may be far behind the window without anything being missed; {@link #position} accounts for that.
 */
final class Stream {
    /** The result of {@link #advance}. */
    enum Step {
        RECORD,
        /** The stream is live: nothing is left. */
        END,
        /** The replay has to bring more, and the session is pumped then. */
        WAIT,
        /** The window no longer holds records that the session has not seen. */
        GAP
    }

    private static final AudienceReader[] NONE = {};
    private static final Reading NOTHING = new Reading.Unusable(RejectReason.TOMBSTONE);

    private final PartitionWindow window;
    private final List<Audience> audiences;
    /** Empty until something has to be read: most streams of most sessions are live for ever. */
    private AudienceReader[] readers = NONE;

    private @Nullable Replay replay;
    /** A byte, so that {@link #from} costs a session no memory. */
    private byte replayCount;

    private final long from;
    private long position;
    private boolean live;
    private boolean deferred;
    private Reading reading = NOTHING;
    private @Nullable AudienceReader lastReader;

    Stream(PartitionWindow window, List<Audience> audiences, long position, boolean live) {
        this.window = window;
        this.audiences = audiences;
        this.from = position;
        this.position = position;
        this.live = live;
    }

    /** Creates readers; each stores its place in one window, so another window needs new ones. */
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

    /** Returns where the session began in this partition. */
    long from() {
        return from;
    }

    /** Returns whether it waits for, or reads, records that the window no longer holds. */
    boolean isReplaying() {
        return replay != null;
    }

    /** Defers this stream until those before it are at their end: its partition took over from one of theirs. */
    Stream defer() {
        deferred = true;
        return this;
    }

    boolean isDeferred() {
        return deferred;
    }

    /** Returns the offset from which a client resumes; {@code seenEnd} is where its loop's wake-ups end. */
    long position(long seenEnd) {
        return live ? Math.max(position, seenEnd) : position;
    }

    /** Handles a wake-up for {@code offset} and perhaps later ones; returns false when all was sent already. */
    boolean wake(long offset) {
        if (!live) {
            return true;
        }
        // A session may begin ahead of the tail: then records that were sent elsewhere come together with others.
        if (offset < position && position >= window.end()) {
            return false;
        }
        position = Math.max(position, offset);
        live = false;
        return true;
    }

    /** Advances to the next record of the session's audiences, in the log's order; {@link #reading} returns it. */
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
        // Checked again, since the tail may have dropped the segment during the search.
        if (behind || position < window.start()) {
            return Step.GAP;
        }
        if (nearest == null) {
            position = Math.max(position, until);
            live = true;
            readers = lastReader == null ? NONE : readers;
            return Step.END;
        }
        read(nearest);
        return Step.RECORD;
    }

    private Step advanceIn(Replay current) {
        PartitionWindow records = current.records();
        if (records == null) {
            return Step.WAIT;
        }
        // Read before the end: where the replay is finished, that end is its last one.
        boolean finished = current.isFinished();
        long until = records.end();
        AudienceReader nearest = nearest(records, until);
        // Checked afterwards: for a session that is left behind, records may have been dropped during the search.
        if (current.isOver()) {
            return Step.WAIT;
        }
        if (nearest != null) {
            read(nearest);
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

    private void read(AudienceReader nearest) {
        position = nearest.offset() + 1;
        reading = nearest.take();
        lastReader = nearest;
    }

    /** Creates a replay after a {@link Step#GAP}: it brings the records between here and the window. */
    Replay replay(Replay.Reader reader, long epoch) {
        Replay wanted = new Replay(reader, window.partition(), audiences, epoch, position);
        replay = wanted;
        readers = NONE;
        replayCount++;
        return wanted;
    }

    /** Returns how many replays were created. */
    int replayCount() {
        return replayCount;
    }

    Reading reading() {
        return reading;
    }

    /** Returns the offset of the record that was read last. */
    long offset() {
        return position - 1;
    }

    /** Returns whether a newer event replaces this one, which was read last, for a session that lags. */
    boolean isReplaced(Event event, long nowMillis) {
        return lastReader != null && lastReader.isReplaced(window, event, offset(), nowMillis);
    }

    /** Releases what it holds of the window, and reports its progress to a replay. */
    void release() {
        reading = NOTHING;
        for (AudienceReader reader : readers) {
            reader.release();
        }
        if (replay != null) {
            replay.advanceTo(position);
        }
    }

    /** Ends the stream: nothing more is read. */
    void end() {
        if (replay != null) {
            replay.end();
        }
    }
}
