package dev.tidings.identity;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Finds the keys for a token, by the issuer and the key that the token names. */
@Singleton
public class KeyFinder {
    private final Issuers issuers;

    KeyFinder(Issuers issuers) {
        this.issuers = issuers;
    }

    /** Finds the keys, and waits a bounded time if they have to be read. The answer comes on the caller's context. */
    public Uni<KeyLookup> find(UnverifiedToken token) {
        Issuers.Choice choice = issuers.choose(token);
        if (choice instanceof Issuers.Choice.One one) {
            return one.issuer().keys().find(token.kid());
        }
        return Uni.createFrom()
                .item(
                        choice instanceof Issuers.Choice.None
                                ? new KeyLookup.UnknownIssuer()
                                : new KeyLookup.Unavailable());
    }
}
