package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.CursorWriter;
import dev.tidings.event.Event;
import dev.tidings.event.Login;
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
 * <p>Confined to its {@link #loop}: every method is called there, but for {@link #closeSoon} and {@link #drainSoon}.
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

    private final ClientChannel channel;
    private final PushLoop loop;
    private final Sessions sessions;
    private final Vitals vitals;
    private final List<Stream> streams = new ArrayList<>(4);
    private Member member;
    private SessionState state = new Opening();
    private long epoch;
    private boolean pumping;

    Session(Member member, ClientChannel channel, PushLoop loop, Sessions sessions, Vitals vitals) {
        this.member = member;
        this.channel = channel;
        this.loop = loop;
        this.sessions = sessions;
        this.vitals = vitals;
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
        channel.welcome(new Welcome(new Cursor(epoch, positions), gap, heartbeat, vitals.expires()));
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
        if (event.isExpiredAt(sessions.clock().millis())) {
            sessions.metrics().expired(event);
            return;
        }
        CursorWriter cursor = frames.cursors();
        cursor.epoch(epoch);
        for (Stream stream : streams) {
            int partition = stream.window().partition().id();
            cursor.position(partition, stream.position(loop.told().end(epoch, partition)));
        }
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

    /** The same user, in the same groups, has come by another login. */
    public void renew(Member renewed) {
        if (!(state instanceof Closed)) {
            Login before = member.login();
            member = renewed;
            sessions.renewed(this, before);
        }
    }

    void tick(long nowMillis) {
        if (state instanceof Closed) {
            return;
        }
        try {
            switch (vitals.check(nowMillis, channel.pendingBytes())) {
                case FINE -> {}
                case PING_DUE -> channel.ping();
                case EXPIRED -> close(CloseReason.TOKEN_EXPIRED);
                case SILENT -> close(CloseReason.NO_SIGN_OF_LIFE);
                case STALLED -> close(CloseReason.SLOW_READER);
            }
        } catch (RuntimeException e) {
            // An exception would end the ticks of the whole loop.
            close(CloseReason.INTERNAL);
            sessions.metrics().failed(e);
        }
    }

    /** Asks the client to go elsewhere; events go on until the session is closed. */
    void drain(Duration reconnectIn) {
        if (state instanceof Open) {
            state = new Draining();
            channel.goaway(CloseReason.MOVING_ON, reconnectIn);
        }
    }

    /** Ends the session; the first reason counts. */
    public void close(CloseReason reason) {
        if (state instanceof Closed) {
            return;
        }
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

    /** As {@link #drain}, from any thread. */
    void drainSoon(Duration reconnectIn) {
        loop.execute(() -> drain(reconnectIn));
    }
}
