package dev.tidings.identity;

import org.jspecify.annotations.Nullable;

/** An issuer's keys as it published them at one moment. */
interface KeySet {

    boolean has(String kid);

    /** What the issuer calls itself; null if any name will do. */
    @Nullable
    String issuer();

    /** Null if signature, issuer, audience, times and required claims are good. */
    @Nullable
    Refusal check(String token);
}
