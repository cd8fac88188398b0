package dev.tidings.identity;

import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges an access token by its issuer's keys and settings: signature, dates, audience, and then the user. */
@Singleton
class AccessRules {
    private final Claims claims;
    private final AudienceRule audience;

    AccessRules(Claims claims, IdentityConfig config) {
        this.claims = claims;
        this.audience = new AudienceRule(ClaimPath.parse(config.audienceClaim()));
    }

    /** Returns the verdict. The issuer was found by {@code iss}, as the token has it. */
    TokenVerdict check(UnverifiedToken token, KeySet keys, IssuerTerms issuer, String iss) {
        Refusal refusal = keys.check(token.compact());
        if (refusal != null) {
            return new TokenVerdict.Refused(describe(refusal, token, issuer));
        }
        List<String> expected = issuer.config().token().audience().orElse(List.of());
        Objection objection = audience.check(token.claims(), expected);
        return objection != null ? new TokenVerdict.Refused(objection) : claims.verdict(token, issuer, iss);
    }

    private static Objection describe(Refusal refusal, UnverifiedToken token, IssuerTerms issuer) {
        if (refusal == Refusal.KEY && token.kid() == null) {
            return new Objection(refusal, "the token does not name its key (header kid)");
        }
        if (refusal == Refusal.NOT_YET_VALID && token.claims().getValue("nbf") == null) {
            return new Objection(refusal, "the token was issued in the future (claim iat)");
        }
        if (refusal == Refusal.EXPIRED) {
            return new Objection(refusal, "the token is too old (claim iat)");
        }
        if (refusal == Refusal.CLAIMS) {
            String claim = wrongClaim(token, issuer);
            return claim == null
                    ? new Objection(refusal)
                    : new Objection(refusal, "the claim " + claim + " is missing or not acceptable");
        }
        return new Objection(refusal);
    }

    /** Returns the first required claim that is missing or wrong, or else a date that contradicts the others. */
    private static @Nullable String wrongClaim(UnverifiedToken token, IssuerTerms issuer) {
        String required =
                AccessToken.unfulfilledClaim(issuer.config(), token.claims().getMap());
        if (required != null) {
            return required;
        }
        boolean backwards = token.issued() > token.expires();
        return backwards || token.claims().getValue("iat") == null ? "iat" : null;
    }
}
