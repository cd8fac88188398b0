package dev.tidings.identity;

import io.smallrye.mutiny.Uni;

/** The port through which a logout reaches all pods. */
public interface LogoutPublisher {

    /**
     * Done when the logout cannot be lost any more, failed when that is not sure; never blocks, callable on any thread.
     * Called on a Vert.x context, it answers on that one.
     *
     * @param by who ended it, for whoever reads the topic
     */
    Uni<Void> publish(Logout logout, String by);
}
