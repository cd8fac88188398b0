package dev.tidings.inbox;

import dev.tidings.http.ProblemException;
import dev.tidings.identity.CurrentIdentity;
import dev.tidings.identity.Identity;
import dev.tidings.identity.Revocations;
import dev.tidings.session.Subscriber;
import jakarta.inject.Singleton;

/** Finds who asks over HTTP, as for a session. */
@Singleton
class InboxUsers {
    private final InboxConfig config;
    private final CurrentIdentity identity;
    private final Revocations revocations;

    InboxUsers(InboxConfig config, CurrentIdentity identity, Revocations revocations) {
        this.config = config;
        this.identity = identity;
        this.revocations = revocations;
    }

    /**
     * Returns the user of the present request.
     *
     * @throws ProblemException where the inbox is off, or the user may have been logged out
     */
    Subscriber current() {
        if (!config.enabled()) {
            throw ProblemException.notFound("the inbox is off (expected: tidings.inbox.enabled=true)");
        }
        if (!revocations.areKnown()) {
            throw ProblemException.unavailable("the pod is starting");
        }
        Identity current = identity.get();
        return new Subscriber(current.user(), current.groups(), current.login());
    }
}
