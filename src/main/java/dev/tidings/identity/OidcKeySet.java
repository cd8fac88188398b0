package dev.tidings.identity;

import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.JsonWebKeySet;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A published key set, and a verifier for exactly these keys. Quarkus' own verifier is not used: it refuses a user
 * whose {@code sub} is a number, and its refresh refuses valid tokens when keys rotate.
 */
record OidcKeySet(JsonWebKeySet keys, JwtConsumer verifier) implements KeySet {
    private static final JwtErrors<Refusal> ERRORS = new JwtErrors<>(
            List.of(
                    Map.entry(ErrorCodes.EXPIRED, Refusal.EXPIRED),
                    Map.entry(ErrorCodes.EXPIRATION_MISSING, Refusal.EXPIRED),
                    Map.entry(ErrorCodes.NOT_YET_VALID, Refusal.NOT_YET_VALID),
                    Map.entry(ErrorCodes.ISSUED_AT_INVALID_FUTURE, Refusal.NOT_YET_VALID),
                    Map.entry(ErrorCodes.ISSUED_AT_INVALID_PAST, Refusal.EXPIRED),
                    Map.entry(ErrorCodes.SIGNATURE_INVALID, Refusal.SIGNATURE),
                    Map.entry(ErrorCodes.SIGNATURE_MISSING, Refusal.ALGORITHM)),
            Refusal.KEY,
            Refusal.MALFORMED,
            Refusal.CLAIMS);

    static OidcKeySet of(OidcTenantConfig config, Duration skew, String jwks) {
        JsonWebKeySet keys = new JsonWebKeySet(jwks);
        boolean tryAll = config.jwks().tryAll();
        return new OidcKeySet(keys, AccessToken.verifier(config, skew, signed -> signer(signed, keys, tryAll)));
    }

    @Override
    public boolean has(String kid) {
        return keys.getKeyWithId(kid) != null;
    }

    @Override
    public @Nullable Key keyOf(JsonWebSignature signed) {
        String kid = signed.getKeyIdHeaderValue();
        return kid == null ? keys.findKeyInAllKeys(signed) : keys.getKeyWithId(kid);
    }

    /** Returns the key by its name, or else its certificate's thumbprint, or else the only one without either. */
    private static @Nullable Key signer(JsonWebSignature signed, JsonWebKeySet keys, boolean tryAll)
            throws JoseException {
        if (signed.getKeyIdHeaderValue() != null) {
            return keys.getKeyWithId(signed.getKeyIdHeaderValue());
        }
        if (signed.getX509CertSha256ThumbprintHeaderValue() != null) {
            return keys.getKeyWithS256Thumbprint(signed.getX509CertSha256ThumbprintHeaderValue());
        }
        if (signed.getX509CertSha1ThumbprintHeaderValue() != null) {
            return keys.getKeyWithThumbprint(signed.getX509CertSha1ThumbprintHeaderValue());
        }
        Key nameless = keys.getKeyWithoutKeyIdAndThumbprint(signed.getKeyType());
        return nameless == null && tryAll ? keys.findKeyInAllKeys(signed) : nameless;
    }

    @Override
    public @Nullable Refusal check(String token) {
        try {
            verifier.process(token);
            return null;
        } catch (InvalidJwtException e) {
            // Its message and cause hold the token: neither leaves this method.
            return ERRORS.reason(e);
        } catch (RuntimeException e) {
            return Refusal.MALFORMED;
        }
    }
}
