package dev.tidings.session;

/** Reads records from the log that the windows no longer hold. */
public interface ReplaySource {
    /** Requests a replay; its session is pumped when there are records. Any thread may call it; it never blocks. */
    void request(Replay replay);
}
