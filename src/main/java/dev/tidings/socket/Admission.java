package dev.tidings.socket;

/** Whether this pod takes new sessions, or is going away; lifecycle decides. Any thread. */
public final class Admission {
    private volatile boolean leaving;
    private volatile boolean closed;

    /** The pod goes away soon, and is no longer ready; whoever is still led here is let in. */
    public void leave() {
        leaving = true;
    }

    /** Nobody is let in any more. */
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
