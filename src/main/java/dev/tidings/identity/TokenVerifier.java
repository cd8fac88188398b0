package dev.tidings.identity;

import io.smallrye.mutiny.Uni;

/** Verifies access tokens: at the upgrade, and when a session is extended with a new one. */
public interface TokenVerifier {

    /**
     * Verifies a token of a user. Never fails or blocks; callable on any thread. On a Vert.x context, it completes
     * there.
     *
     * @param token the compact form, without "Bearer "
     */
    Uni<TokenVerdict> verify(String token);

    /** Verifies a token of a user, or of a service that acts in its own name, whose tokens need not name a user. */
    Uni<TokenVerdict> verifyForService(String token);
}
