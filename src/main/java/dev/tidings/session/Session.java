package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.event.Position;
import dev.tidings.event.Reading;
import dev.tidings.session.SessionState.Closed;
import dev.tidings.session.SessionState.Draining;
import dev.tidings.session.SessionState.Open;
import dev.tidings.session.SessionState.Opening;
import dev.tidings.window.PartitionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open connection of one user: a cursor over the log that sends what comes after it.
 *
 * <p>Confined to its {@link #loop}: every method is called there, but for {@link #closeSoon} and {@link #run}.
 */
public final class Session {
    /** Written by the tail's thread alone: the poll and the partition for which the session was woken last. */
    long wokenInPoll = -1;

    @Nullable
    PartitionWindow wokenFor;

    /** Written on the loop alone, by {@link PushLoop}. */
    boolean dirty;

    int slice;

    int slot;

    private final Member member;
    private final ClientChannel channel;
    private final PushLoop loop;
    private final Sessions sessions;
    private final Vitals vitals;
    private final List<Stream> streams = new ArrayList<>(4);
    private final Standing standing;
    private SessionState state = new Opening();
    private long epoch;
    private boolean pumping;

    Session(Member member, ClientChannel channel, PushLoop loop, Sessions sessions, Vitals vitals) {
        this.member = member;
        this.channel = channel;
        this.loop = loop;
        this.sessions = sessions;
        this.vitals = vitals;
        this.standing = new Standing(loop, streams, channel, sessions.newBookmark());
    }

    public Member member() {
        return member;
    }

    public SessionState state() {
        return state;
    }

    PushLoop loop() {
        return loop;
    }

    /** Tells the client where it begins, then sends what is after that. */
    void begin(List<Position> positions, @Nullable GapReason gap, Starts starts, Duration heartbeat) {
        if (!(state instanceof Opening)) {
            return;
        }
        epoch = starts.epoch();
        for (Position position : positions) {
            PartitionWindow window = starts.window(position.partition());
            streams.removeIf(stream -> stream.window() == window);
            streams.add(stream(window, position.offset(), gap != null));
        }
        state = new Open();
        standing.welcome(new Welcome(new Cursor(epoch, positions), gap, heartbeat, vitals.expires()));
        pump();
    }

    private Stream stream(PartitionWindow window, long offset, boolean live) {
        return new Stream(window, member.audiencesIn(window.partition().topic()), offset, live);
    }

    /** Something for this session stands at that offset; tells whether the session should be pumped. */
    boolean wake(PartitionWindow window, long offset) {
        if (state instanceof Closed) {
            return false;
        }
        for (Stream stream : streams) {
            if (stream.window() == window) {
                return stream.wake(offset);
            }
        }
        streams.add(stream(window, offset, false));
        if (!(state instanceof Opening)) {
            sessions.metrics().misplaced();
        }
        return true;
    }

    /** Sends what is after the cursor until the socket is full or nothing is left. Nothing else sends events. */
    public void pump() {
        // A write may find the socket writable again and call back at once: the loop below sees that by itself.
        if (pumping || state instanceof Opening || state instanceof Closed) {
            return;
        }
        pumping = true;
        try {
            send(loop.frames());
            streams.forEach(Stream::rest);
            standing.tell(epoch, sessions.clock().millis());
        } catch (RuntimeException e) {
            // One session's fault must not become that of the others in the batch.
            close(CloseReason.INTERNAL);
            sessions.metrics().failed(e);
        } finally {
            pumping = false;
        }
    }

    /** Sends while there is room. */
    private void send(Frames frames) {
        boolean more = true;
        boolean sent = false;
        while (more && channel.isWritable()) {
            frames.clear();
            more = collect(frames);
            if (frames.count() > 0 && !(state instanceof Closed)) {
                channel.write(frames);
                sent = true;
                sessions.metrics().written(frames);
            }
        }
        frames.clear();
        vitals.pumped(more, sent, channel.pendingBytes());
    }

    /** Fills {@code frames}; false when nothing is left after it. */
    private boolean collect(Frames frames) {
        for (Stream stream : streams) {
            while (frames.hasRoom()) {
                switch (stream.advance()) {
                    case RECORD -> take(stream.reading(), frames);
                    case END -> {}
                    case GAP -> {
                        close(CloseReason.SLOW_READER);
                        return false;
                    }
                }
                if (stream.isLive()) {
                    break;
                }
            }
            if (!frames.hasRoom()) {
                return true;
            }
        }
        return false;
    }

    private void take(Reading reading, Frames frames) {
        if (!(reading instanceof Reading.Usable usable)) {
            return;
        }
        Event event = usable.event();
        long now = sessions.clock().millis();
        if (event.isExpiredAt(now)) {
            sessions.metrics().expired(event);
            return;
        }
        standing.write(epoch, frames.cursors(), now);
        frames.add(event);
    }

    /** The client has given a sign of life. */
    public void heard() {
        vitals.heard();
    }

    /** The client has seen all up to that cursor. */
    public void acknowledge(Cursor cursor) {
        sessions.metrics().acknowledged(cursor);
    }

    /** A newer token of the same user holds until then. */
    public void extend(Instant expires) {
        vitals.extend(expires);
    }

    void tick(long nowMillis) {
        if (state instanceof Closed) {
            return;
        }
        try {
            switch (vitals.check(nowMillis, channel.pendingBytes())) {
                case FINE -> standing.tell(epoch, nowMillis);
                case PING_DUE -> channel.ping();
                case EXPIRED -> close(CloseReason.TOKEN_EXPIRED);
                case SILENT -> close(CloseReason.NO_SIGN_OF_LIFE);
                case STALLED -> close(CloseReason.SLOW_READER);
                case OVERSTAYED -> drain(sessions.slotOfRotation());
                case SLOT_REACHED -> leave();
            }
        } catch (RuntimeException e) {
            // An exception would end the ticks of the whole loop.
            close(CloseReason.INTERNAL);
            sessions.metrics().failed(e);
        }
    }

    /** Asks the client to go elsewhere, at its slot or before; events go on until it does, or the slot is reached. */
    void drain(Duration slot) {
        long now = sessions.clock().millis();
        vitals.leaveAt(now + slot.toMillis());
        if (state instanceof Open) {
            state = new Draining();
            sessions.draining(1);
            standing.goaway(epoch, now, slot);
        }
        if (slot.isZero()) {
            leave();
        }
    }

    /** Ends the session here, with all that is there for it by now before the close. */
    private void leave() {
        pump();
        close(CloseReason.MOVING_ON);
    }

    /** Ends the session; the first reason counts. */
    public void close(CloseReason reason) {
        if (state instanceof Closed) {
            return;
        }
        sessions.draining(state instanceof Draining ? -1 : 0);
        state = new Closed(reason);
        streams.clear();
        sessions.closed(this, reason);
        channel.close(reason);
    }

    /** Runs something on the session's loop, from any thread. */
    public void run(Runnable task) {
        loop.execute(task);
    }

    /** As {@link #close}, from any thread. */
    public void closeSoon(CloseReason reason) {
        loop.execute(() -> close(reason));
    }
}
