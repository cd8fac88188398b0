package dev.tidings.session;

import java.time.Clock;
import java.time.Instant;

/** Checks whether a session may stay open: its token, the client's signs of life, the progress of a slow reader. */
final class Liveness {
    /** The result of a check. */
    enum Finding {
        FINE,
        PING_DUE,
        EXPIRED,
        SILENT,
        STALLED,
        /** The session has reached its maximum age. */
        OVERSTAYED,
        /** The session was asked to leave, and its slot has come. */
        SLOT_REACHED
    }

    private static final int HEARTBEATS_BEFORE_SILENT = 2;

    /** A gap like this between two checks, one a second, means that the pod itself had stopped, not its clients. */
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

    /** {@code jitter} in [0, 1) places the first ping in the first heartbeat, so that pings do not coincide. */
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

    /** Assigns the slot at which the session has to leave, in milliseconds of the epoch. */
    void leaveAt(long slot) {
        tenure.leaveAt(slot);
    }

    void heard() {
        heardAt = clock.millis();
    }

    /** Records a pump's progress, which is what the network took: {@code sent} more, or less {@code pending}. */
    void pumped(boolean more, boolean sent, long pending) {
        if (lagging && (sent || pending < lastPending)) {
            progressed(clock.millis());
        } else if (more && !lagging) {
            lastProgress = clock.millis();
        }
        lagging = more;
        lastPending = pending;
    }

    /** Returns whether more waited at the end of the last pump than the socket took. */
    boolean isLagging() {
        return lagging;
    }

    /** Records progress as a sign of life: only the peer makes room, and its pong may wait behind the rest. */
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

    /** Extends the deadlines by the pod's own stop: what clients sent meanwhile has not been read yet. */
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
