package dev.tidings.identity;

import io.quarkus.oidc.OidcTenantConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.NumericDateValidator;
import org.jose4j.jwt.consumer.Validator;
import org.jspecify.annotations.Nullable;

/**
 * The requirements for every access token of an issuer, by the issuer's settings: algorithm, signature, dates, age and
 * required claims. {@link Issuers} checks the issuer, {@link AudienceRule} the audience.
 */
final class AccessToken {
    private AccessToken() {}

    /** Returns a verifier. The skew is for {@code nbf}; {@link UnverifiedToken} applies none to {@code exp}. */
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
        Validator required =
                valid -> unfulfilledClaim(config, valid.getJwtClaims().getClaimsMap());
        return SignedToken.verifier(algorithms, keys)
                .registerValidator(dates)
                .registerValidator(required)
                .build();
    }

    /** Returns the first required claim that is missing or has a wrong value, or null. */
    static @Nullable String unfulfilledClaim(OidcTenantConfig config, Map<String, Object> claims) {
        if (config.token().subjectRequired() && ClaimPath.text(claims.get("sub")) == null) {
            return "sub";
        }
        for (Map.Entry<String, Set<String>> each :
                config.token().requiredClaims().entrySet()) {
            if (!ClaimPath.texts(claims.get(each.getKey())).containsAll(each.getValue())) {
                return each.getKey();
            }
        }
        return null;
    }
}
