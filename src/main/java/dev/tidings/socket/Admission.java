package dev.tidings.socket;

/** Whether this pod takes new sessions, or is going away; lifecycle decides. Any thread. */
public final class Admission {
    private volatile boolean draining;

    public void drain() {
        draining = true;
    }

    public boolean isDraining() {
        return draining;
    }
}
