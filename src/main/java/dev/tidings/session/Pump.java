package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.session.SessionState.Closed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From a session's streams to its socket, as many events at a time as the socket takes.
 *
 * <p>On the session's loop only.
 */
final class Pump {
    private final Session session;
    private final Sessions sessions;
    private final Standing standing;
    private final Vitals vitals;
    private final Streams streams;
    private final ClientChannel channel;
    /** Made when there is something to keep: for most sessions never. */
    private @Nullable Trail trail;

    Pump(Session session, Sessions sessions, Standing standing, Vitals vitals) {
        this.session = session;
        this.sessions = sessions;
        this.standing = standing;
        this.vitals = vitals;
        this.streams = standing.streams();
        this.channel = standing.channel();
    }

    /** Sends what is after the session's place, until the socket is full or nothing is left. */
    void send(Frames frames) {
        boolean more = true;
        boolean sent = false;
        while (more && channel.isWritable()) {
            frames.begin(channel.pendingBytes());
            more = collect(frames);
            if (frames.count() > 0 && !(session.state() instanceof Closed)) {
                channel.write(frames);
                sent = true;
                sessions.metrics().written(frames);
            }
        }
        frames.clear();
        vitals.pumped(more, sent, channel.pendingBytes());
        if (more || (trail != null && trail.isBehind())) {
            trail().pumped(sessions.clock().millis(), more, streams);
        }
    }

    private Trail trail() {
        Trail made = trail == null ? new Trail() : trail;
        trail = made;
        return made;
    }

    /** The client has seen all up to that cursor. */
    void acknowledged(Cursor cursor) {
        trail().acknowledge(streams.offsetsOf(cursor));
    }

    /** How far it has come. */
    Progress progress() {
        Trail kept = trail == null ? new Trail() : trail;
        return new Progress(
                streams.epoch(),
                streams.places(kept.acknowledged()),
                kept.marks(),
                kept.isBehind() ? Instant.ofEpochMilli(kept.since()) : null,
                channel.pendingBytes());
    }

    /** Fills {@code frames}; false when nothing is left after it. */
    private boolean collect(Frames frames) {
        streams.rewind();
        while (frames.hasRoom()) {
            switch (streams.advance()) {
                case RECORD -> take(streams.current(), frames);
                case GAP -> {
                    // First what was collected: the session may be closed, and its places lie behind it already.
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

    /** What the window has dropped is read again for who comes back; who has fallen behind since is closed. */
    private void replay() {
        trail().fellBehind(sessions.clock().millis());
        streams.replay(session)
                .ifPresentOrElse(sessions.replays()::request, () -> session.close(CloseReason.SLOW_READER));
    }

    private void take(Stream read, Frames frames) {
        if (!(read.reading() instanceof Event event)) {
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
        frames.add(event);
    }
}
