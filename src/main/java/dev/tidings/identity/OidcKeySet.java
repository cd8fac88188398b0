package dev.tidings.identity;

import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.JsonWebKeySet;
import io.quarkus.oidc.runtime.OidcProvider;
import io.quarkus.oidc.runtime.TenantConfigContext;
import java.security.Key;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/**
 * A published key set and Quarkus' verifier over exactly these keys. A verifier per read: its own refreshing, which
 * refuses good tokens when keys rotate, is never reached.
 */
record OidcKeySet(JsonWebKeySet keys, OidcProvider verifier) implements KeySet {

    /** All of the tenant's settings for tokens hold: issuer, audience, required claims, algorithm, age. */
    static OidcKeySet of(TenantConfigContext tenant, String jwks) {
        OidcTenantConfig config = tenant.getOidcTenantConfig();
        JsonWebKeySet keys = new JsonWebKeySet(jwks);
        return new OidcKeySet(keys, new OidcProvider(tenant.getOidcProviderClient(), config, keys));
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

    @Override
    public @Nullable Refusal check(String token) {
        try {
            verifier.verifyJwtToken(token, false, true, null);
            return null;
        } catch (InvalidJwtException e) {
            // Its message and cause hold the token: neither leaves this method.
            return JwtErrors.refusal(e);
        } catch (RuntimeException e) {
            return Refusal.MALFORMED;
        }
    }
}
