package dev.tidings.identity;

import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.JsonWebKeySet;
import io.quarkus.oidc.runtime.OidcProvider;
import io.quarkus.oidc.runtime.builders.TokenConfigBuilder;
import java.security.Key;
import java.time.Duration;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/**
 * A published key set and Quarkus' verifier over exactly these keys. A verifier per read: its own refreshing, which
 * refuses good tokens when keys rotate, is never reached.
 */
record OidcKeySet(JsonWebKeySet keys, OidcProvider verifier) implements KeySet {
    private static final String ANY = "any";


    /**
     * All of the tenant's settings for tokens hold: required claims, algorithm, age. Issuer and audience are {@link Issuers}' and
     * {@link AudienceRule}'s. The skew is for {@code nbf}: that {@code exp} gets none of it is {@link UnverifiedToken}'s.
     */
    static OidcKeySet of(OidcTenantConfig config, Duration skew, String jwks) {
        JsonWebKeySet keys = new JsonWebKeySet(jwks);
        return new OidcKeySet(keys, new OidcProvider(null, judged(config, skew), keys));
    }

    private static OidcTenantConfig judged(OidcTenantConfig config, Duration skew) {
        var token = config.token();
        TokenConfigBuilder judged = new TokenConfigBuilder()
                .issuer(ANY)
                .audience(ANY)
                .lifespanGrace(Math.max((int) skew.toSeconds(), token.lifespanGrace().orElse(0)))
                .issuedAtRequired(token.issuedAtRequired());
        token.requiredClaims().forEach(judged::requiredClaims);
        token.signatureAlgorithm().ifPresent(judged::signatureAlgorithm);
        token.age().ifPresent(judged::age);
        token.customizerName().ifPresent(judged::customizerName);
        return OidcTenantConfig.builder(config).token(judged.build()).build();
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
            verifier.verifyJwtToken(token, false, false, null);
            return null;
        } catch (InvalidJwtException e) {
            // Its message and cause hold the token: neither leaves this method.
            return JwtErrors.refusal(e);
        } catch (RuntimeException e) {
            return Refusal.MALFORMED;
        }
    }
}
