package dev.tidings.identity;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;

/** The identity of whoever sends the request that is being handled. */
@Singleton
public class CurrentIdentity {
    private final SecurityIdentity security;

    /** @param security stands for the identity of the present request */
    CurrentIdentity(SecurityIdentity security) {
        this.security = security;
    }

    /** Returns the identity of the request's token; called by resources that need one. */
    public Identity get() {
        Handshake handshake = Handshake.of(security);
        if (handshake == null) {
            throw new IllegalStateException("identity: none (expected: a resource that is authenticated)");
        }
        return handshake.identity();
    }
}
