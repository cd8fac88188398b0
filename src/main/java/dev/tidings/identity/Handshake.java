package dev.tidings.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** A handshake whose token is good: who comes, and the request that Quarkus knows them by. */
public record Handshake(Identity identity, RoutingContext request) {
    /** The attribute of Quarkus' SecurityIdentity that holds this value. */
    static final String ATTRIBUTE = "tidings.handshake";

    /** By Tidings' own verification; null for anybody else. */
    public static @Nullable Handshake of(SecurityIdentity security) {
        return security.getAttribute(ATTRIBUTE);
    }

    /**
     * Lets go of what Quarkus would keep of it for as long as the connection lives, the request's whole context by way of its
     * user: a session has all that it needs in its identity, and checks and expiry are Tidings' own. For the last check
     * before the upgrade; whoever asks afterwards who the user is learns nothing.
     */
    public void forget() {
        request.userContext().clear();
        request.data().clear();
    }
}
