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
        MAX_AGE_REACHED,
        /** The session was asked to leave, and its slot has come. */
        SLOT_REACHED
    }

    private static final int HEARTBEATS_BEFORE_SILENT = 2;

    /** A gap like this between two checks, one a second, means that the pod itself had stopped, not its clients. */
    private static final long STOPPED_MILLIS = 2_000;

    private final SessionLimits limits;
    private final Clock clock;
    private final MaxAge maxAge;
    /** Whether the client can give signs of life at all. */
    private final boolean twoWay;

    private final long openedAt;
    private Instant expires;
    private long nextPing;
    private long activeAt;
    private long checkedAt;
    private boolean lagging;
    private long lastPending;
    private long lastProgress;

    /** {@code jitter} in [0, 1) places the first ping in the first heartbeat, so that pings do not coincide. */
    Liveness(SessionLimits limits, Clock clock, Instant expires, boolean twoWay, double jitter) {
        this.limits = limits;
        this.clock = clock;
        this.maxAge = new MaxAge(limits.keepAlive().maxAge(), clock.millis(), jitter);
        this.expires = expires;
        this.twoWay = twoWay;
        this.openedAt = clock.millis();
        this.activeAt = openedAt;
        this.checkedAt = activeAt;
        this.nextPing = activeAt + (long) (limits.heartbeat().toMillis() * (0.5 + jitter / 2));
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
        maxAge.leaveAt(slot);
    }

    /** Records a sign of life of the client. */
    void recordActivity() {
        activeAt = clock.millis();
    }

    /** Records a pump's progress, which is what the network took: {@code sent} more, or less {@code pending}. */
    void recordPump(boolean more, boolean sent, long pending) {
        if (lagging && (sent || pending < lastPending)) {
            recordProgress(clock.millis());
        } else if (more && !lagging) {
            lastProgress = clock.millis();
        }
        lagging = more;
        lastPending = pending;
    }

    /** Returns whether more waited at the end of the last pump than the channel took. */
    boolean isLagging() {
        return lagging;
    }

    /** Records progress as a sign of life: only the peer makes room, and its pong may wait behind the rest. */
    private void recordProgress(long now) {
        lastProgress = now;
        activeAt = now;
    }

    Finding check(long now, long pending) {
        excludeOwnStop(now);
        if (now >= expires.toEpochMilli()) {
            return Finding.EXPIRED;
        }
        if (maxAge.isSlotReached(now)) {
            return Finding.SLOT_REACHED;
        }
        if (lagging && isStalled(now, pending)) {
            return Finding.STALLED;
        }
        if (twoWay && now - activeAt >= HEARTBEATS_BEFORE_SILENT * limits.heartbeat().toMillis()) {
            return Finding.SILENT;
        }
        if (now < nextPing) {
            return maxAge.isDue(now) ? Finding.MAX_AGE_REACHED : Finding.FINE;
        }
        nextPing = now + limits.heartbeat().toMillis();
        return Finding.PING_DUE;
    }

    /** Extends the deadlines by the pod's own stop: what clients sent meanwhile has not been read yet. */
    private void excludeOwnStop(long now) {
        long stopped = now - checkedAt;
        checkedAt = now;
        if (stopped >= STOPPED_MILLIS) {
            activeAt += stopped;
            lastProgress += stopped;
        }
    }

    private boolean isStalled(long now, long pending) {
        if (pending < lastPending) {
            lastPending = pending;
            recordProgress(now);
        }
        return now - lastProgress >= limits.stallTimeout().toMillis();
    }
}
