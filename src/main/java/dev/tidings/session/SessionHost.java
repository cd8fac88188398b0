package dev.tidings.session;

import dev.tidings.event.Login;
import dev.tidings.window.PartitionWindow;
import org.jspecify.annotations.Nullable;

/** The port through which a session reports its changes. Called on the session's loop only. */
interface SessionHost {
    SessionContext context();

    /** Returns whether a session may join a partition besides its places, for which it was woken. */
    boolean mayJoin(Session session, PartitionWindow window);

    /** Counts a session that was asked to leave (1), or has left (-1). */
    void countDraining(int change);

    /** Updates the index of logins when a session has come by another login of the same user. */
    void updateLogin(Session session, @Nullable Login before);

    /** Removes a session that has ended. */
    void remove(Session session, CloseReason reason);
}
