package dev.tidings.session;

import java.time.Clock;
import java.time.Instant;

/** Whether a session still may live: its token, the client's signs of life, the progress of a slow reader. */
final class Liveness {
    /** What is to be done about a session. */
    enum Finding {
        FINE,
        PING_DUE,
        EXPIRED,
        SILENT,
        STALLED,
        /** Has been here for as long as it may. */
        OVERSTAYED,
        /** Was asked to leave, and its time has come. */
        SLOT_REACHED
    }

    private static final int HEARTBEATS_BEFORE_SILENT = 2;

    /** A session is looked after each second: in a gap like this the pod itself had stopped, which says nothing of clients. */
    private static final long STOPPED_MILLIS = 2_000;

    private final SessionLimits limits;
    private final Clock clock;
    private final MaxAge tenure;
    private final long openedAt;
    private Instant expires;
    private long nextPing;
    private long heardAt;
    private long checkedAt;
    private boolean lagging;
    private long lastPending;
    private long lastProgress;

    /** {@code jitter} in [0, 1) puts the first ping somewhere in the first heartbeat, so that they do not come together. */
    Liveness(SessionLimits limits, Clock clock, Instant expires, double jitter) {
        this.limits = limits;
        this.clock = clock;
        this.tenure = new MaxAge(limits.upkeep().maxAge(), clock.millis(), jitter);
        this.expires = expires;
        this.openedAt = clock.millis();
        this.heardAt = openedAt;
        this.checkedAt = heardAt;
        this.nextPing = heardAt + (long) (limits.heartbeat().toMillis() * (0.5 + jitter / 2));
    }

    long openedAt() {
        return openedAt;
    }

    Instant expires() {
        return expires;
    }

    void extend(Instant newExpires) {
        expires = newExpires;
    }

    /** Gives it a slot to leave. */
    void leaveAt(long slot) {
        tenure.leaveAt(slot);
    }

    void heard() {
        heardAt = clock.millis();
    }

    /** Progress is what the network takes: room to {@code sent} more, or less that is {@code pending}. */
    void pumped(boolean more, boolean sent, long pending) {
        if (lagging && (sent || pending < lastPending)) {
            progressed(clock.millis());
        } else if (more && !lagging) {
            lastProgress = clock.millis();
        }
        lagging = more;
        lastPending = pending;
    }

    /** Whether at the end of the last pump more waited than the socket took. */
    boolean isLagging() {
        return lagging;
    }

    /** Of a full socket only the peer makes room, so this is a sign of life: its pong may wait behind all the rest. */
    private void progressed(long now) {
        lastProgress = now;
        heardAt = now;
    }

    Finding check(long now, long pending) {
        forgiveOwnStop(now);
        if (now >= expires.toEpochMilli()) {
            return Finding.EXPIRED;
        }
        if (tenure.isSlotReached(now)) {
            return Finding.SLOT_REACHED;
        }
        if (lagging && isStalled(now, pending)) {
            return Finding.STALLED;
        }
        if (now - heardAt >= HEARTBEATS_BEFORE_SILENT * limits.heartbeat().toMillis()) {
            return Finding.SILENT;
        }
        if (now < nextPing) {
            return tenure.isOver(now) ? Finding.OVERSTAYED : Finding.FINE;
        }
        nextPing = now + limits.heartbeat().toMillis();
        return Finding.PING_DUE;
    }

    /** What clients have sent meanwhile has not been read yet. */
    private void forgiveOwnStop(long now) {
        long stopped = now - checkedAt;
        checkedAt = now;
        if (stopped >= STOPPED_MILLIS) {
            heardAt += stopped;
            lastProgress += stopped;
        }
    }

    private boolean isStalled(long now, long pending) {
        if (pending < lastPending) {
            lastPending = pending;
            progressed(now);
        }
        return now - lastProgress >= limits.stallTimeout().toMillis();
    }
}
