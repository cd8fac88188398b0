package dev.tidings.session;

import dev.tidings.event.UserId;

/** Is told of the sessions that come and go on this pod. */
public interface Presence {
    /** The user's sessions here are others than before; on any loop, so it must not block. */
    void changed(UserId user);

    /** From now on sessions only go. Not on a loop. */
    void leaving();

    /** Nobody listens. */
    Presence NONE = new Presence() {
        @Override
        public void changed(UserId user) {}

        @Override
        public void leaving() {}
    };
}
