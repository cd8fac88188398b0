package dev.tidings.socket;

import java.util.concurrent.atomic.AtomicReference;

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

    private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);

    /** Opens, unless the pod is going away already. */
    public void open() {
        state.compareAndSet(State.STARTING, State.OPEN);
    }

    public void drain() {
        state.set(State.DRAINING);
    }

    public State state() {
        return state.get();
    }
}
