package dev.tidings.identity;

import java.security.Key;
import org.jose4j.jws.JsonWebSignature;
import org.jspecify.annotations.Nullable;

/** An issuer's keys as it published them at one moment. */
interface KeySet {

    boolean has(String kid);

    /** The key that this was signed with, by its name or, where it names none, by trial; null if there is none. */
    @Nullable
    Key keyOf(JsonWebSignature signed);

    /** Null if signature, issuer, audience, times and required claims are good. */
    @Nullable
    Refusal check(String token);
}
