package dev.tidings.identity;

import org.jspecify.annotations.Nullable;

/** An issuer's keys as it published them at one moment. */
interface KeySet {

    boolean has(String kid);

    /** Null if signature, issuer, audience, times and required claims are good. */
    @Nullable
    Refusal check(String token);
}
