package dev.tidings.socket;

import dev.tidings.concurrent.TokenRate;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Counts a client's messages, and the wrong ones among them. On its session's loop only. */
final class Inbound {
    private final Clock clock;
    private final TokenRate rate;
    private final int maxOffences;
    /** The time at which the client may send a burst again, in nanoseconds. */
    private long fullAt;

    private int offences;
    private boolean refreshing;

    Inbound(Clock clock, TokenRate rate, int maxOffences) {
        this.clock = clock;
        this.rate = rate;
        this.maxOffences = maxOffences;
        this.fullAt = nanos();
    }

    private long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    /** Counts a message, and returns false if there are too many. */
    boolean allows() {
        long now = nanos();
        if (!rate.hasToken(fullAt, now)) {
            return false;
        }
        fullAt = rate.take(fullAt, now);
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
