package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.window.PartitionWindow;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Moves events from a session's streams to its channel, as many at a time as the channel accepts.
 *
 * <p>On the session's loop only.
 */
final class Pump {
    /** More faults in a row than a faulty producer writes between two good events; few enough not to block the loop. */
    static final int MAX_FAULTS = 1_000;

    /** The reason why {@link #send} has ended. */
    enum Outcome {
        /** The socket is full, and more waits for it. */
        MORE,
        /** Nothing is left, or what is left comes by a replay. */
        DONE,
        /** The window has dropped the next record of {@link Streams#current}; a replay has to bring it. */
        BEHIND_WINDOW
    }

    private final Clock clock;
    private final SessionMetrics metrics;
    private final Liveness liveness;
    private final Streams streams;
    private final ClientChannel channel;
    private final CursorNotifier notifier;
    /** Created when there is something to keep: for most sessions never. */
    private @Nullable LagHistory history;
    /** The stream whose record is being handled, to which a failure belongs. */
    private @Nullable Stream current;
    /** The number of events that were left out since one was written. */
    private int faults;
    /** Whether anything was written since the pump began, before a replay was requested or after it. */
    private boolean sent;

    Pump(SessionContext context, Liveness liveness, Streams streams, ClientChannel channel, CursorNotifier notifier) {
        this.clock = context.clock();
        this.metrics = context.metrics();
        this.liveness = liveness;
        this.streams = streams;
        this.channel = channel;
        this.notifier = notifier;
    }

    /** Sends the events after the session's position, until the channel is full or nothing is left in the window. */
    Outcome send(Frames frames) {
        Outcome outcome = Outcome.MORE;
        while (outcome == Outcome.MORE && channel.isWritable()) {
            frames.begin(channel.pendingBytes());
            outcome = collect(frames);
            if (frames.count() > 0) {
                sent |= write(frames);
            }
            requireProgress();
        }
        frames.clear();
        if (outcome != Outcome.BEHIND_WINDOW) {
            finish(outcome == Outcome.MORE);
        }
        return outcome;
    }

    /** Records how the pump has ended, and sends the cursor if that is due. */
    private void finish(boolean more) {
        liveness.recordPump(more, sent, channel.pendingBytes());
        sent = false;
        if (more || (history != null && history.isBehind())) {
            history().record(clock.millis(), more, streams);
        }
        streams.release();
        notifier.sendIfDue(clock.millis());
    }

    private LagHistory history() {
        LagHistory made = history == null ? new LagHistory() : history;
        history = made;
        return made;
    }

    /** Records that the client has seen everything up to that cursor. */
    void acknowledge(Cursor cursor) {
        history().acknowledge(streams.offsetsOf(cursor));
    }

    /** Returns the session's progress. */
    Progress progress() {
        LagHistory kept = history == null ? new LagHistory() : history;
        return new Progress(
                streams.epoch(),
                streams.places(kept.acknowledged()),
                kept.marks(),
                kept.isBehind() ? Instant.ofEpochMilli(kept.since()) : null,
                channel.pendingBytes());
    }

    /** Fills {@code frames}; {@code DONE} means that nothing is left after them. A record that fails is skipped. */
    private Outcome collect(Frames frames) {
        streams.rewind();
        while (faults < MAX_FAULTS) {
            current = null;
            try {
                return fill(frames);
            } catch (RuntimeException | StackOverflowError e) {
                Stream read = current;
                if (read == null) {
                    // The fault belongs to no record, so none can be skipped.
                    throw e;
                }
                frames.discardCursor();
                skip(read.window(), read.offset(), e);
            }
        }
        return Outcome.MORE;
    }

    private Outcome fill(Frames frames) {
        while (frames.hasRoom()) {
            current = null;
            switch (streams.advance()) {
                case RECORD -> take(streams.current(), frames);
                case GAP -> {
                    // The collected events come first: the session may be closed, and its positions have passed them
                    // already.
                    if (frames.count() > 0) {
                        return Outcome.MORE;
                    }
                    history().start(clock.millis());
                    return Outcome.BEHIND_WINDOW;
                }
                case END, WAIT -> {
                    return Outcome.DONE;
                }
            }
        }
        return Outcome.MORE;
    }

    private void take(Stream read, Frames frames) {
        current = read;
        if (!(read.reading() instanceof Event event)) {
            reject(read.window(), read.offset(), (Unusable) read.reading());
            return;
        }
        long now = clock.millis();
        if (event.isExpiredAt(now)) {
            metrics.expired(event);
            return;
        }
        if (event.terms().collapseKey() != null && liveness.isLagging() && read.isReplaced(event, now)) {
            metrics.collapsed(event);
            return;
        }
        notifier.writeCursor(frames.cursors(), now);
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
            skip(frames.window(0), frames.offset(0), fault);
            return false;
        }
        int from = frames.first();
        int to = from + frames.count();
        int middle = (from + to) >>> 1;
        frames.select(from, middle);
        boolean some = write(frames);
        frames.select(middle, to);
        return write(frames) || some;
    }

    /** Counts written frames; a failure to count must not undo the write. */
    private void count(Frames frames) {
        try {
            metrics.written(frames);
        } catch (RuntimeException | StackOverflowError e) {
            metrics.failed(e instanceof RuntimeException r ? r : new IllegalStateException(e));
        }
    }

    /** Leaves out an event: the client is sent the cursor behind it, with the next event or by itself. */
    private void skip(PartitionWindow window, long offset, Throwable fault) {
        faults++;
        notifier.requireCursor();
        reject(window, offset, Unusable.internal(fault));
    }

    private void reject(PartitionWindow window, long offset, Unusable why) {
        if (window.rejectedFirst(offset, why.reason())) {
            metrics.rejected(new Position(window.partition(), offset), why);
        }
    }

    /** Throws where only faults come: the events are not the cause, and the client resumes behind them. */
    private void requireProgress() {
        if (faults >= MAX_FAULTS) {
            notifier.send();
            throw new IllegalStateException("faults in a row: " + faults);
        }
    }
}
