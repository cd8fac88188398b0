package dev.tidings.socket;

import java.time.Clock;

/** How much a client has sent, and how much of it was wrong. On its session's loop only. */
final class Inbound {
    private final Clock clock;
    private final int perSecond;
    private final int maxOffences;
    private double tokens;
    private long refilledAt;
    private int offences;
    private boolean refreshing;

    Inbound(Clock clock, int perSecond, int maxOffences) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.maxOffences = maxOffences;
        this.tokens = burst();
        this.refilledAt = clock.millis();
    }

    private double burst() {
        return 2.0 * perSecond;
    }

    /** One more message has come; false when that is too many. */
    boolean allows() {
        long now = clock.millis();
        tokens = Math.min(burst(), tokens + (now - refilledAt) * perSecond / 1000.0);
        refilledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** One more message was wrong; true when that is enough. */
    boolean offend() {
        return ++offences >= maxOffences;
    }

    /** Begins a refresh of the token; false while another one is on its way. */
    boolean beginRefresh() {
        boolean free = !refreshing;
        refreshing = true;
        return free;
    }

    void endRefresh() {
        refreshing = false;
    }
}
