package dev.tidings.socket;

import java.time.Clock;

/** Counts a client's messages, and the wrong ones among them. On its session's loop only. */
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

    /** Counts a message, and returns false if there are too many. */
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

    /** Counts a wrong message, and returns true if the limit is reached. */
    boolean offend() {
        return ++offences >= maxOffences;
    }

    /** Begins a refresh of the token, or returns false while another one is running. */
    boolean beginRefresh() {
        boolean free = !refreshing;
        refreshing = true;
        return free;
    }

    void endRefresh() {
        refreshing = false;
    }
}
