package dev.tidings.identity;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges an access token by its issuer's keys and settings: signature and dates, audience, and then whom it names. */
@Singleton
class AccessRules {
    private final Claims claims;
    private final AudienceRule audience;
    private final long skew;
    private final Clock clock;

    AccessRules(Claims claims, IdentityConfig config, Clock clock) {
        this.claims = claims;
        this.audience = new AudienceRule(ClaimPath.parse(config.audienceClaim()));
        this.skew = config.clockSkew().toSeconds();
        this.clock = clock;
    }

    /** @param iss as the token says it, by which the issuer was found */
    Verdict judge(UnverifiedToken token, KeySet keys, IssuerTerms issuer, String iss) {
        Refusal refusal = keys.check(token.compact());
        if (refusal != null) {
            return new Verdict.Refused(inWords(refusal, token, issuer));
        }
        Objection objection = objection(token, issuer);
        return objection != null ? new Verdict.Refused(objection) : claims.verdict(token, issuer, iss);
    }

    private @Nullable Objection objection(UnverifiedToken token, IssuerTerms issuer) {
        boolean aged = issuer.config().token().age().isPresent();
        if (aged && token.issued() > clock.instant().getEpochSecond() + skew) {
            return new Objection(Refusal.NOT_YET_VALID, "the token was issued in the future (claim iat)");
        }
        return audience.check(token.claims(), issuer.config().token().audience().orElse(List.of()));
    }

    private static Objection inWords(Refusal refusal, UnverifiedToken token, IssuerTerms issuer) {
        if (refusal == Refusal.KEY && token.kid() == null) {
            return new Objection(refusal, "the token does not name its key (header kid)");
        }
        if (refusal == Refusal.CLAIMS) {
            String claim = wrongClaim(token, issuer);
            return claim == null
                    ? new Objection(refusal)
                    : new Objection(refusal, "the claim " + claim + " is missing or not acceptable");
        }
        return new Objection(refusal);
    }

    /** The first that the settings require and that has not the value; else a date that does not fit the others. */
    private static @Nullable String wrongClaim(UnverifiedToken token, IssuerTerms issuer) {
        for (Map.Entry<String, Set<String>> required :
                issuer.config().token().requiredClaims().entrySet()) {
            if (!new ClaimPath(required.getKey(), List.of(required.getKey()))
                    .texts(token.claims())
                    .containsAll(required.getValue())) {
                return required.getKey();
            }
        }
        boolean backwards = token.issued() > token.expires();
        return backwards || token.claims().getValue("iat") == null ? "iat" : null;
    }
}
