package dev.tidings.identity.logout;

import io.smallrye.mutiny.Uni;

/** The port through which a logout reaches all pods. */
public interface LogoutPublisher {

    /**
     * Publishes a logout. Completes when the logout cannot be lost any more, and fails when that is not certain. Never
     * blocks; callable on any thread. When called on a Vert.x context, it completes on that context.
     *
     * @param by the origin of the logout, for readers of the topic
     */
    Uni<Void> publish(Logout logout, String by);
}
