package dev.tidings.socket;

/** Holds whether this pod accepts new sessions or is leaving. The package lifecycle decides. Any thread. */
public final class Admission {
    private volatile boolean leaving;
    private volatile boolean closed;

    /** Marks the pod as leaving: it is no longer ready, and still accepts the clients that are routed here. */
    public void leave() {
        leaving = true;
    }

    /** Ends admission: no client is accepted any more. */
    public void close() {
        closed = true;
    }

    public boolean isLeaving() {
        return leaving;
    }

    public boolean isClosed() {
        return closed;
    }
}
