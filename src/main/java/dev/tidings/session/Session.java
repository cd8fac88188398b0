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
 * <p>It is confined to its {@link #loop}, except for {@link #requestClose}, {@link #requestView} and {@link #execute}.
 */
public final class Session implements Replay.Reader {
    /** Written by the tail's thread alone: the poll and the partition of the session's last wake-up. */
    long wokenInPoll = -1;
    @Nullable
    PartitionWindow wokenFor;

    /** Written on the loop alone, by {@link PushLoop}. */
    boolean dirty;
    int slice;
    int slot;

    private final ClientChannel channel;
    private final LoopContext loop;
    private final SessionHost host;
    private final Liveness liveness;
    private final Streams streams;
    private final CursorNotifier notifier;
    private final Pump pump;
    private Subscriber subscriber;
    private SessionState state = new Opening();
    private boolean pumping;

    Session(Subscriber subscriber, Instant expires, ClientChannel channel, LoopContext loop, SessionHost host) {
        this.subscriber = subscriber;
        this.channel = channel;
        this.loop = loop;
        this.host = host;
        SessionContext context = host.context();
        this.liveness = context.newLiveness(expires, channel);
        this.streams = new Streams(subscriber, loop);
        this.notifier = context.newNotifier(streams, channel);
        this.pump = new Pump(context, liveness, streams, channel, notifier);
    }

    public Subscriber subscriber() {
        return subscriber;
    }

    public SessionState state() {
        return state;
    }

    /** Returns the opening time by this pod's clock; any thread may call it. */
    public Instant openedAt() {
        return Instant.ofEpochMilli(liveness.openedAt());
    }

    @Override
    public LoopContext loop() {
        return loop;
    }

    /** Sends the client its start, and whether that is a gap; then sends the events after it. */
    void begin(StartDecision.At start, StartResolver resolver) {
        if (!(state instanceof Opening)) {
            return;
        }
        streams.begin(start, resolver);
        state = new Open();
        notifier.sendWelcome(start, host.context().limits().heartbeat(), liveness.expires());
        pump();
    }

    /** Handles a wake-up for a record at that offset; returns whether the session should be pumped. */
    boolean wake(PartitionWindow window, long offset) {
        if (state instanceof Closed) {
            return false;
        }
        Stream stream = streams.find(window);
        if (stream != null) {
            return stream.wake(offset);
        }
        if (!host.mayJoin(this, window)) {
            return false;
        }
        streams.join(window, offset);
        if (!(state instanceof Opening)) {
            host.context().metrics().misplaced();
        }
        return true;
    }

    /** Sends the events after the cursor until the channel is full or nothing is left. Nothing else sends events. */
    @Override
    public void pump() {
        // A write may make the channel writable and call back at once: the loop below notices that by itself.
        if (pumping || state instanceof Opening || state instanceof Closed) {
            return;
        }
        pumping = true;
        try {
            Pump.Outcome outcome;
            do {
                outcome = pump.send(loop.frames());
            } while (outcome == Pump.Outcome.BEHIND_WINDOW && requestReplay());
        } catch (RuntimeException | StackOverflowError e) {
            fail(e);
        } finally {
            pumping = false;
        }
    }

    /** Requests the records that the window has dropped. Returns false for a slow reader, which is closed instead. */
    private boolean requestReplay() {
        Optional<Replay> replay = streams.replay(this);
        replay.ifPresentOrElse(host.context().replays()::request, () -> close(CloseReason.SLOW_READER));
        return replay.isPresent();
    }

    /** Closes the session for a fault, which must not affect the other sessions of its loop. */
    void fail(Throwable fault) {
        close(CloseReason.INTERNAL);
        host.context().metrics().failed(fault instanceof RuntimeException e ? e : new IllegalStateException(fault));
    }

    /** Ends a session whose replay cannot continue: the client resumes in a new session, from the present position. */
    @Override
    public void closeWithCursor(CloseReason reason) {
        pump();
        if (!(state instanceof Closed)) {
            notifier.send();
        }
        close(reason);
    }

    /** Records a sign of life of the client. */
    public void recordActivity() {
        liveness.recordActivity();
    }

    /** Records that the client has seen everything up to that cursor; returns false for a cursor it was never sent. */
    public boolean acknowledge(Cursor cursor) {
        if (state instanceof Opening) {
            // The session does not have a confirmed cursor yet.
            return true;
        }
        if (!streams.hasReached(cursor)) {
            return false;
        }
        pump.acknowledge(cursor);
        host.context().metrics().acknowledged(cursor);
        return true;
    }

    /** Extends the session to the expiry of a newer token of the same user, which may come from another login. */
    public void renew(Subscriber renewed, Instant expires) {
        if (!(state instanceof Closed)) {
            liveness.extend(expires);
            Login before = subscriber.login();
            subscriber = renewed;
            host.updateLogin(this, before);
        }
    }

    void tick(long nowMillis) {
        if (state instanceof Closed) {
            return;
        }
        try {
            switch (liveness.check(nowMillis, channel.pendingBytes())) {
                case FINE -> notifier.sendIfDue(nowMillis);
                case PING_DUE -> channel.ping();
                case EXPIRED -> close(CloseReason.TOKEN_EXPIRED);
                case SILENT -> close(CloseReason.NO_SIGN_OF_LIFE);
                case STALLED -> close(CloseReason.SLOW_READER);
                case MAX_AGE_REACHED -> drain(host.context().rotationDelay());
                case SLOT_REACHED -> leave();
            }
        } catch (RuntimeException | StackOverflowError e) {
            fail(e);
        }
    }

    /** Asks the client to reconnect elsewhere by its slot; events continue until it does, or the slot is reached. */
    void drain(Duration slot) {
        long now = host.context().clock().millis();
        liveness.leaveAt(now + slot.toMillis());
        if (state instanceof Open) {
            state = new Draining();
            host.countDraining(1);
            notifier.sendGoaway(now, slot);
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
    @Override
    public void close(CloseReason reason) {
        if (state instanceof Closed) {
            return;
        }
        host.countDraining(state instanceof Draining ? -1 : 0);
        state = new Closed(reason);
        try {
            host.remove(this, reason);
        } finally {
            streams.end();
            channel.close(reason);
        }
    }

    /** Returns the session's present state. */
    SessionView view() {
        Instant ended = state instanceof Closed ? host.context().clock().instant() : null;
        return new SessionView(subscriber, new SessionView.Life(openedAt(), state, streams.gap(), ended), pump.progress());
    }

    /** Returns the state when the loop runs this; nothing where the session has ended by then. Any thread. */
    public CompletableFuture<Optional<SessionView>> requestView() {
        return loop.compute(() -> state instanceof Closed ? Optional.empty() : Optional.of(view()));
    }

    /** Runs a task on the session's loop; any thread may call it. */
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** Closes the session like {@link #close}; any thread may call it. */
    public void requestClose(CloseReason reason) {
        loop.execute(() -> close(reason));
    }
}
