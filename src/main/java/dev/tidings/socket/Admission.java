package dev.tidings.socket;

/** Holds whether this pod accepts new sessions or drains. The package lifecycle decides. Any thread. */
public final class Admission {
    private volatile boolean draining;
    private volatile boolean closed;

    /** Begins the drain: the pod is no longer ready, and still accepts the clients that are routed here. */
    public void beginDrain() {
        draining = true;
    }

    /** Ends admission: no client is accepted any more. */
    public void close() {
        closed = true;
    }

    public boolean isDraining() {
        return draining;
    }

    public boolean isClosed() {
        return closed;
    }
}
