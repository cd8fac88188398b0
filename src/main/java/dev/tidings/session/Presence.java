package dev.tidings.session;

import dev.tidings.event.UserId;

/** Receives changes of the sessions on this pod. */
public interface Presence {
    /** Reports that the user's sessions here have changed; called on any loop, so it must not block. */
    void notifyChanged(UserId user);

    /** Reports that from now on sessions only close. Not called on a loop. */
    void notifyDraining();

    /** Ignores all changes. */
    Presence NONE = new Presence() {
        @Override
        public void notifyChanged(UserId user) {}

        @Override
        public void notifyDraining() {}
    };
}
