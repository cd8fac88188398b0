package dev.tidings.identity;

import io.quarkus.oidc.OidcTenantConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.NumericDateValidator;
import org.jose4j.jwt.consumer.Validator;
import org.jspecify.annotations.Nullable;

/**
 * What every access token of an issuer has to fulfil, by the issuer's settings: algorithm, signature, dates, age and required
 * claims. Its issuer and its audience are {@link Issuers}' and {@link AudienceRule}'s.
 */
final class AccessToken {
    private AccessToken() {}

    /** The skew is for {@code nbf}: that {@code exp} gets none of it is {@link UnverifiedToken}'s. */
    static JwtConsumer verifier(OidcTenantConfig config, Duration skew, SignedToken.Keys keys) {
        var token = config.token();
        NumericDateValidator dates = new NumericDateValidator();
        dates.setRequireExp(true);
        dates.setRequireIat(token.issuedAtRequired());
        dates.setAllowedClockSkewSeconds(
                Math.max((int) skew.toSeconds(), token.lifespanGrace().orElse(0)));
        token.age().ifPresent(age -> {
            dates.setIatAllowedSecondsInThePast((int) age.toSeconds());
            dates.setIatAllowedSecondsInTheFuture(0);
        });
        AlgorithmConstraints algorithms = token.signatureAlgorithm()
                .map(algorithm -> SignedToken.only(algorithm.getAlgorithm()))
                .orElse(SignedToken.ASYMMETRIC);
        return SignedToken.verifier(algorithms, keys)
                .registerValidator(dates)
                .registerValidator(required(token.requiredClaims()))
                .build();
    }

    private static Validator required(Map<String, Set<String>> required) {
        return token -> {
            String wrong = wrongClaim(required, token.getJwtClaims());
            return wrong == null ? null : "required: " + wrong;
        };
    }

    private static @Nullable String wrongClaim(Map<String, Set<String>> required, JwtClaims claims) {
        for (Map.Entry<String, Set<String>> each : required.entrySet()) {
            if (!ClaimPath.texts(claims.getClaimValue(each.getKey())).containsAll(each.getValue())) {
                return each.getKey();
            }
        }
        return null;
    }
}
