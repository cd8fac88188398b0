package dev.tidings.socket;

/** Whether this pod takes new sessions; lifecycle opens and closes it. Any thread. */
public final class Admission {
    /** What stands in the way, or that nothing does. */
    public enum State {
        /** Not ready yet. */
        STARTING,
        OPEN,
        /** The pod is going away. */
        DRAINING
    }

    private volatile State state = State.STARTING;

    /** Opens, unless the pod is going away already. */
    public synchronized void open() {
        if (state == State.STARTING) {
            state = State.OPEN;
        }
    }

    public synchronized void drain() {
        state = State.DRAINING;
    }

    public State state() {
        return state;
    }
}
