package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.event.Login;
import dev.tidings.event.Partition;
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
    /** In one partition: who needs more falls behind again and again. */
    private static final int MAX_REPLAYS = 4;

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
    private final Standing standing;
    private SessionState state = new Opening();
    private long epoch;
    private boolean pumping;
    private boolean caughtUp;

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

    /** By this pod's clock; any thread may ask. */
    public Instant openedAt() {
        return Instant.ofEpochMilli(vitals.openedAt());
    }

    public PushLoop loop() {
        return loop;
    }

    /** Tells the client where it begins, then sends what is after that. */
    void begin(Start.Resumed start, Starts starts, Duration heartbeat) {
        if (!(state instanceof Opening)) {
            return;
        }
        place(start.positions(), starts, false);
        place(start.added(), starts, false);
        start.added().forEach(position -> streamIn(position.partition()).later());
        List<Position> positions = new ArrayList<>(start.positions());
        positions.addAll(start.added());
        welcome(new Welcome(new Cursor(epoch, positions), null, List.of(), heartbeat, vitals.expires()));
    }

    /** Tells the client that there is a gap before the log's end, where it begins. */
    void begin(Start.AtEnd start, Starts starts, Duration heartbeat) {
        if (!(state instanceof Opening)) {
            return;
        }
        place(start.positions(), starts, true);
        Cursor cursor = new Cursor(epoch, start.positions());
        welcome(new Welcome(cursor, start.reason(), start.skipped(), heartbeat, vitals.expires()));
    }

    private void place(List<Position> positions, Starts starts, boolean live) {
        epoch = starts.epoch();
        for (Position position : positions) {
            PartitionWindow window = starts.window(position.partition());
            streams.removeIf(stream -> stream.window() == window);
            streams.add(stream(window, position.offset(), live));
        }
    }

    private Stream streamIn(Partition partition) {
        return streams.stream()
                .filter(stream -> stream.window().partition().equals(partition))
                .findFirst()
                .orElseThrow();
    }

    private void welcome(Welcome welcome) {
        state = new Open();
        standing.welcome(welcome);
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
            frames.begin(channel.pendingBytes());
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
        boolean settled = true;
        for (Stream stream : streams) {
            if (stream.isLater() && !settled) {
                continue;
            }
            if (!collect(stream, frames)) {
                return false;
            }
            if (!frames.hasRoom()) {
                return true;
            }
            settled &= stream.isLive();
        }
        caughtUp |= settled;
        return false;
    }

    /** False when the session has ended by it. */
    private boolean collect(Stream stream, Frames frames) {
        while (frames.hasRoom()) {
            switch (stream.advance()) {
                case RECORD -> take(stream, frames);
                case END, WAIT -> {
                    return true;
                }
                case GAP -> {
                    return replay(stream);
                }
            }
        }
        return true;
    }

    /**
     * Whoever comes back gets from the log what the window has dropped meanwhile; who has once caught up and falls behind
     * reads too slowly.
     */
    private boolean replay(Stream stream) {
        if (caughtUp || stream.replays() >= MAX_REPLAYS) {
            close(CloseReason.SLOW_READER);
            return false;
        }
        sessions.replays().request(stream.replay(this, epoch));
        return true;
    }

    /** A replay cannot go on: the client goes on by a new session, from the place that this one has got to. */
    void giveUp(CloseReason reason) {
        pump();
        if (!(state instanceof Closed)) {
            standing.tellPlace(epoch);
        }
        close(reason);
    }

    private void take(Stream read, Frames frames) {
        if (!(read.reading() instanceof Reading.Usable usable)) {
            return;
        }
        Event event = usable.event();
        long now = sessions.clock().millis();
        if (event.isExpiredAt(now)) {
            sessions.metrics().expired(event);
            return;
        }
        if (event.terms().collapseKey() != null && vitals.isLagging() && read.isReplaced(event, now)) {
            sessions.metrics().collapsed(event);
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
        streams.forEach(Stream::end);
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
