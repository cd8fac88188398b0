package dev.tidings.session;

/** Reads from the log what the windows no longer hold. */
public interface ReplayRequests {
    /** Wants a replay; its session is pumped when there is something in it. Any thread; never blocks. */
    void request(Replay replay);
}
