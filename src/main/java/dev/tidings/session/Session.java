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
 * <p>It is confined to its {@link #loop}, except for {@link #closeSoon}, {@link #view} and {@link #run}.
 */
public final class Session {
    /** Written by the tail's thread alone: the poll and the partition of the session's last wake-up. */
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

    /** Returns the opening time by this pod's clock; any thread may call it. */
    public Instant openedAt() {
        return Instant.ofEpochMilli(vitals.openedAt());
    }

    public PushLoop loop() {
        return loop;
    }

    /** Sends the client its start, and whether that is a gap; then sends the events after it. */
    void begin(StartDecision.At start, StartResolver starts, Duration heartbeat) {
        if (!(state instanceof Opening)) {
            return;
        }
        streams.begin(start, starts);
        state = new Open();
        standing.welcome(new Welcome(streams.cursor(), start.gap(), start.skipped(), heartbeat, vitals.expires()));
        pump();
    }

    /** Handles a wake-up for a record at that offset; returns whether the session should be pumped. */
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

    /** Sends the events after the cursor until the socket is full or nothing is left. Nothing else sends events. */
    public void pump() {
        // A write may make the socket writable and call back at once: the loop below notices that by itself.
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

    /** Closes the session for a fault, which must not affect the other sessions of its loop. */
    void fail(Throwable fault) {
        close(CloseReason.INTERNAL);
        sessions.metrics().failed(fault instanceof RuntimeException e ? e : new IllegalStateException(fault));
    }

    /** Ends a session whose replay cannot continue: the client resumes in a new session, from the present position. */
    void giveUp(CloseReason reason) {
        pump();
        if (!(state instanceof Closed)) {
            standing.tellPlace();
        }
        close(reason);
    }

    /** Records a sign of life of the client. */
    public void heard() {
        vitals.heard();
    }

    /** Records that the client has seen everything up to that cursor; returns false for a cursor it was never sent. */
    public boolean acknowledge(Cursor cursor) {
        if (state instanceof Opening) {
            // The session does not have a confirmed cursor yet.
            return true;
        }
        if (!streams.reach(cursor)) {
            return false;
        }
        pump.acknowledged(cursor);
        sessions.metrics().acknowledged(cursor);
        return true;
    }

    /** Extends the session to the expiry of a newer token of the same user. */
    public void extend(Instant expires) {
        vitals.extend(expires);
    }

    /** Updates the login: the same user, in the same groups, has come by another one. */
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

    /** Asks the client to reconnect elsewhere by its slot; events continue until it does, or the slot is reached. */
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

    /** Ends the session here, after all events that are there for it by now. */
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

    /** Returns the session's present state. */
    SessionView seen() {
        Instant ended = state instanceof Closed ? sessions.clock().instant() : null;
        return new SessionView(member, new SessionView.Life(openedAt(), state, streams.gap(), ended), pump.progress());
    }

    /** Returns the state when the loop runs this; nothing where the session has ended by then. Any thread. */
    public CompletableFuture<Optional<SessionView>> view() {
        CompletableFuture<Optional<SessionView>> answer = new CompletableFuture<>();
        boolean asked =
                loop.execute(() -> answer.complete(state instanceof Closed ? Optional.empty() : Optional.of(seen())));
        if (!asked) {
            answer.complete(Optional.empty());
        }
        return answer;
    }

    /** Runs a task on the session's loop; any thread may call it. */
    public void run(Runnable task) {
        loop.execute(task);
    }

    /** Closes the session like {@link #close}; any thread may call it. */
    public void closeSoon(CloseReason reason) {
        loop.execute(() -> close(reason));
    }
}
