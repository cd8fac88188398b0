package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.session.SessionState.Closed;
import dev.tidings.window.PartitionWindow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Moves events from a session's streams to its socket, as many at a time as the socket accepts.
 *
 * <p>On the session's loop only.
 */
final class Pump {
    /** More faults in a row than a faulty producer writes between two good events; few enough not to block the loop. */
    static final int MOST_FAULTS = 1_000;

    private final Session session;
    private final Sessions sessions;
    private final Standing standing;
    private final Liveness vitals;
    private final Streams streams;
    private final ClientChannel channel;
    /** Created when there is something to keep: for most sessions never. */
    private @Nullable LagHistory trail;

    /** The stream whose record is being handled, to which a failure belongs. */
    private @Nullable Stream taking;

    /** The number of events that were left out since one was written. */
    private int faults;

    Pump(Session session, Sessions sessions, Standing standing, Liveness vitals) {
        this.session = session;
        this.sessions = sessions;
        this.standing = standing;
        this.vitals = vitals;
        this.streams = standing.streams();
        this.channel = standing.channel();
    }

    /** Sends the events after the session's position, until the socket is full or nothing is left. */
    void send(Frames frames) {
        boolean more = true;
        boolean sent = false;
        while (more && channel.isWritable()) {
            frames.begin(channel.pendingBytes());
            more = collect(frames);
            if (frames.count() > 0 && !(session.state() instanceof Closed)) {
                sent |= write(frames);
            }
            requireProgress();
        }
        frames.clear();
        vitals.pumped(more, sent, channel.pendingBytes());
        if (more || (trail != null && trail.isBehind())) {
            trail().pumped(sessions.clock().millis(), more, streams);
        }
    }

    private LagHistory trail() {
        LagHistory made = trail == null ? new LagHistory() : trail;
        trail = made;
        return made;
    }

    /** Records that the client has seen everything up to that cursor. */
    void acknowledged(Cursor cursor) {
        trail().acknowledge(streams.offsetsOf(cursor));
    }

    /** Returns the session's progress. */
    Progress progress() {
        LagHistory kept = trail == null ? new LagHistory() : trail;
        return new Progress(
                streams.epoch(),
                streams.places(kept.acknowledged()),
                kept.marks(),
                kept.isBehind() ? Instant.ofEpochMilli(kept.since()) : null,
                channel.pendingBytes());
    }

    /** Fills {@code frames}; returns false when nothing is left after it. A record that fails is skipped. */
    private boolean collect(Frames frames) {
        streams.rewind();
        while (faults < MOST_FAULTS) {
            taking = null;
            try {
                return fill(frames);
            } catch (RuntimeException | StackOverflowError e) {
                Stream read = taking;
                if (read == null) {
                    // The fault belongs to no record, so none can be skipped.
                    throw e;
                }
                frames.undo();
                leaveOut(read.window(), read.offset(), e);
            }
        }
        return true;
    }

    private boolean fill(Frames frames) {
        while (frames.hasRoom()) {
            taking = null;
            switch (streams.advance()) {
                case RECORD -> take(streams.current(), frames);
                case GAP -> {
                    // The collected events come first: the session may be closed, and its positions have passed them
                    // already.
                    if (frames.count() > 0) {
                        return true;
                    }
                    replay();
                }
                case END, WAIT -> {
                    return false;
                }
            }
        }
        return true;
    }

    /** Requests a replay of dropped records for a session that resumes; closes one that has fallen behind since. */
    private void replay() {
        trail().fellBehind(sessions.clock().millis());
        streams.replay(session)
                .ifPresentOrElse(sessions.replays()::request, () -> session.close(CloseReason.SLOW_READER));
    }

    private void take(Stream read, Frames frames) {
        taking = read;
        if (!(read.reading() instanceof Event event)) {
            reject(read.window(), read.offset(), (Unusable) read.reading());
            return;
        }
        long now = sessions.clock().millis();
        if (event.isExpiredAt(now)) {
            sessions.metrics().expired(event);
            return;
        }
        if (event.terms().collapseKey() != null && vitals.isLagging() && read.isReplaced(event, now)) {
            sessions.metrics().collapsed(event);
            return;
        }
        standing.write(frames.cursors(), now);
        frames.add(event, read.window(), read.offset());
    }

    /** Writes the frames; returns false where all of them had to be left out. */
    private boolean write(Frames frames) {
        try {
            channel.write(frames);
        } catch (RuntimeException | StackOverflowError e) {
            return writeInParts(frames, e);
        }
        faults = 0;
        count(frames);
        return true;
    }

    /** Writes the frames in halves of halves, down to the faulty event: all others are written. */
    private boolean writeInParts(Frames frames, Throwable fault) {
        if (frames.count() == 1) {
            leaveOut(frames.window(0), frames.offset(0), fault);
            return false;
        }
        int from = frames.first();
        int to = from + frames.count();
        int middle = (from + to) >>> 1;
        frames.show(from, middle);
        boolean some = write(frames);
        frames.show(middle, to);
        return write(frames) || some;
    }

    /** Counts written frames; a failure to count must not undo the write. */
    private void count(Frames frames) {
        try {
            sessions.metrics().written(frames);
        } catch (RuntimeException | StackOverflowError e) {
            sessions.metrics().failed(e instanceof RuntimeException r ? r : new IllegalStateException(e));
        }
    }

    /** Leaves out an event; the session's cursor has passed it already, or will with the next one. */
    private void leaveOut(PartitionWindow window, long offset, Throwable fault) {
        faults++;
        standing.leftOut();
        reject(window, offset, Unusable.internal(fault));
    }

    private void reject(PartitionWindow window, long offset, Unusable why) {
        if (window.rejectedFirst(offset, why.reason())) {
            sessions.metrics().rejected(new Position(window.partition(), offset), why);
        }
    }

    /** Throws where only faults come: the events are not the cause, and the client resumes behind them. */
    private void requireProgress() {
        if (faults >= MOST_FAULTS) {
            standing.tellPlace();
            throw new IllegalStateException("faults in a row: " + faults);
        }
    }
}
