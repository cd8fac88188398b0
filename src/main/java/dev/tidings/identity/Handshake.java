package dev.tidings.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** A handshake with a valid token: the client's identity, and its request in Quarkus. */
public record Handshake(Identity identity, RoutingContext request) {
    /** The attribute of Quarkus' SecurityIdentity that holds this value. */
    static final String ATTRIBUTE = "tidings.handshake";

    /** Returns the handshake that Tidings has verified, or null for any other identity. */
    public static @Nullable Handshake of(SecurityIdentity security) {
        return security.getAttribute(ATTRIBUTE);
    }

    /**
     * Releases the state that Quarkus would keep for the life of the connection: the user holds the request's whole
     * context. A session needs only its identity, and checks and expiry are Tidings' own. Called by the last check
     * before the upgrade; the request has no user afterwards.
     */
    public void release() {
        request.userContext().clear();
        request.data().clear();
    }
}
