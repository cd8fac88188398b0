package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.Login;
import dev.tidings.session.SessionState.Closed;
import dev.tidings.session.SessionState.Draining;
import dev.tidings.session.SessionState.Open;
import dev.tidings.session.SessionState.Opening;
import dev.tidings.window.PartitionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One open connection of one user: a cursor over the log that sends what comes after it.
 *
 * <p>Confined to its {@link #loop}: every method is called there, but for {@link #closeSoon}, {@link #view} and {@link #run}.
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
    private final Liveness vitals;
    private final Streams streams;
    private final Standing standing;
    private final Pump pump;
    private Subscriber member;
    private SessionState state = new Opening();
    private boolean pumping;

    Session(Subscriber member, ClientChannel channel, PushLoop loop, Sessions sessions, Liveness vitals) {
        this.member = member;
        this.channel = channel;
        this.loop = loop;
        this.sessions = sessions;
        this.vitals = vitals;
        this.streams = new Streams(member, loop);
        this.standing = new Standing(streams, channel, sessions.newBookmark());
        this.pump = new Pump(this, sessions, standing, vitals);
    }

    public Subscriber member() {
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

    /** Tells the client where it begins, and whether that is a gap; then sends what is after that. */
    void begin(StartDecision.At start, StartResolver starts, Duration heartbeat) {
        if (!(state instanceof Opening)) {
            return;
        }
        streams.begin(start, starts);
        state = new Open();
        standing.welcome(new Welcome(streams.cursor(), start.gap(), start.skipped(), heartbeat, vitals.expires()));
        pump();
    }

    /** Something for this session stands at that offset; tells whether the session should be pumped. */
    boolean wake(PartitionWindow window, long offset) {
        if (state instanceof Closed) {
            return false;
        }
        Stream stream = streams.in(window);
        if (stream != null) {
            return stream.wake(offset);
        }
        if (!sessions.mayJoin(this, window)) {
            return false;
        }
        streams.join(window, offset);
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
            pump.send(loop.frames());
            streams.rest();
            standing.tell(sessions.clock().millis());
        } catch (RuntimeException | StackOverflowError e) {
            fail(e);
        } finally {
            pumping = false;
        }
    }

    /** One session's fault must not become that of the others of its loop. */
    void fail(Throwable fault) {
        close(CloseReason.INTERNAL);
        sessions.metrics().failed(fault instanceof RuntimeException e ? e : new IllegalStateException(fault));
    }

    /** A replay cannot go on: the client goes on by a new session, from the place that this one has got to. */
    void giveUp(CloseReason reason) {
        pump();
        if (!(state instanceof Closed)) {
            standing.tellPlace();
        }
        close(reason);
    }

    /** The client has given a sign of life. */
    public void heard() {
        vitals.heard();
    }

    /** The client has seen all up to that cursor; false when it cannot have, since nobody has given it that one yet. */
    public boolean acknowledge(Cursor cursor) {
        if (state instanceof Opening) {
            // It does not know yet whether its cursor holds.
            return true;
        }
        if (!streams.reach(cursor)) {
            return false;
        }
        pump.acknowledged(cursor);
        sessions.metrics().acknowledged(cursor);
        return true;
    }

    /** A newer token of the same user holds until then. */
    public void extend(Instant expires) {
        vitals.extend(expires);
    }

    /** The same user, in the same groups, has come by another login. */
    public void renew(Subscriber renewed) {
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
                case FINE -> standing.tell(nowMillis);
                case PING_DUE -> channel.ping();
                case EXPIRED -> close(CloseReason.TOKEN_EXPIRED);
                case SILENT -> close(CloseReason.NO_SIGN_OF_LIFE);
                case STALLED -> close(CloseReason.SLOW_READER);
                case OVERSTAYED -> drain(sessions.slotOfRotation());
                case SLOT_REACHED -> leave();
            }
        } catch (RuntimeException | StackOverflowError e) {
            fail(e);
        }
    }

    /** Asks the client to go elsewhere, at its slot or before; events go on until it does, or the slot is reached. */
    void drain(Duration slot) {
        long now = sessions.clock().millis();
        vitals.leaveAt(now + slot.toMillis());
        if (state instanceof Open) {
            state = new Draining();
            sessions.draining(1);
            standing.goaway(now, slot);
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
        try {
            sessions.closed(this, reason);
        } finally {
            streams.end();
            channel.close(reason);
        }
    }

    /** What it is at this moment. */
    SessionView seen() {
        Instant ended = state instanceof Closed ? sessions.clock().instant() : null;
        return new SessionView(member, new SessionView.Life(openedAt(), state, streams.gap(), ended), pump.progress());
    }

    /** What it is when its loop comes to it; nothing where it has ended by then, and is among those that did. Any thread. */
    public CompletableFuture<Optional<SessionView>> view() {
        CompletableFuture<Optional<SessionView>> answer = new CompletableFuture<>();
        boolean asked =
                loop.execute(() -> answer.complete(state instanceof Closed ? Optional.empty() : Optional.of(seen())));
        if (!asked) {
            answer.complete(Optional.empty());
        }
        return answer;
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
