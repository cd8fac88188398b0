package dev.tidings.session;

import java.time.Clock;
import java.time.Instant;

/** Whether a session still may live: its token, the client's signs of life, the progress of a slow reader. */
final class Vitals {
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

    private static final int PINGS_BEFORE_SILENT = 2;

    private final SessionLimits limits;
    private final Clock clock;
    private final Tenure tenure;
    private Instant expires;
    private long nextPing;
    private int unanswered;
    private boolean lagging;
    private long lastPending;
    private long lastProgress;

    /** {@code jitter} in [0, 1) puts the first ping somewhere in the first heartbeat, so that they do not come together. */
    Vitals(SessionLimits limits, Clock clock, Instant expires, double jitter) {
        this.limits = limits;
        this.clock = clock;
        this.tenure = new Tenure(limits.upkeep().maxAge(), clock.millis(), jitter);
        this.expires = expires;
        this.nextPing = clock.millis() + (long) (limits.heartbeat().toMillis() * (0.5 + jitter / 2));
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
        unanswered = 0;
    }

    /** Progress is what the network takes: room to {@code sent} more, or less that is {@code pending}. */
    void pumped(boolean more, boolean sent, long pending) {
        if (more && (!lagging || sent || pending < lastPending)) {
            lastProgress = clock.millis();
        }
        lagging = more;
        lastPending = pending;
    }

    Finding check(long now, long pending) {
        if (now >= expires.toEpochMilli()) {
            return Finding.EXPIRED;
        }
        if (tenure.isSlotReached(now)) {
            return Finding.SLOT_REACHED;
        }
        if (lagging && isStalled(now, pending)) {
            return Finding.STALLED;
        }
        if (now < nextPing) {
            return tenure.isOver(now) ? Finding.OVERSTAYED : Finding.FINE;
        }
        if (unanswered >= PINGS_BEFORE_SILENT) {
            return Finding.SILENT;
        }
        unanswered++;
        nextPing = now + limits.heartbeat().toMillis();
        return Finding.PING_DUE;
    }

    private boolean isStalled(long now, long pending) {
        if (pending < lastPending) {
            lastPending = pending;
            lastProgress = now;
        }
        return now - lastProgress >= limits.stallTimeout().toMillis();
    }
}
