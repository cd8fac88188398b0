package dev.tidings.identity;

import io.smallrye.mutiny.Uni;

/** Verifies access tokens: at the upgrade, and when a session is extended with a new one. */
public interface TokenVerifier {

    /**
     * Of a user. Never fails and never blocks; callable on any thread. Called on a Vert.x context, it answers on that one.
     *
     * @param token the compact form, without "Bearer "
     */
    Uni<TokenVerdict> verify(String token);

    /** Of a user or of a service that acts in its own name, whose tokens need not name a user. */
    Uni<TokenVerdict> verifyForService(String token);
}
