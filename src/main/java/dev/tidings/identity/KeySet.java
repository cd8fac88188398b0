package dev.tidings.identity;

import java.security.Key;
import org.jose4j.jws.JsonWebSignature;
import org.jspecify.annotations.Nullable;

/** An issuer's keys as it published them at one moment. */
public interface KeySet {

    boolean has(String kid);

    /** Returns the key of the signature, by its name or, without one, by trial; null if there is none. */
    @Nullable
    Key keyOf(JsonWebSignature signed);

    /** Returns null if signature, times and required claims are valid. */
    @Nullable
    Refusal check(String token);
}
