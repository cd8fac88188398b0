package dev.tidings.identity;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;

/** From what is cheap to what costs: remembered, refused for what it says, issuer, key, signature, claims. */
@Singleton
class OidcTokenVerifier {
    private final TokenCache cache;
    private final Issuers issuers;
    private final Claims claims;
    private final KeyFinder keys;
    private final IdentityConfig config;
    private final Clock clock = Clock.systemUTC();

    OidcTokenVerifier(TokenCache cache, Issuers issuers, Claims claims, KeyFinder keys, IdentityConfig config) {
        this.cache = cache;
        this.issuers = issuers;
        this.claims = claims;
        this.keys = keys;
        this.config = config;
    }

    Uni<Verdict> verify(String compact) {
        TokenHash hash = TokenHash.of(compact);
        long earliestExpiry = clock.instant()
                .plus(config.minRemaining())
                .plusNanos(999_999_999)
                .getEpochSecond();
        Verdict.Accepted remembered = cache.get(hash);
        if (remembered != null && remembered.identity().expires().getEpochSecond() >= earliestExpiry) {
            return Uni.createFrom().item(remembered);
        }
        UnverifiedToken token = UnverifiedToken.parse(compact);
        if (token == null) {
            return refused(Refusal.MALFORMED);
        }
        Refusal early = token.refusal(earliestExpiry);
        return early != null ? refused(early) : verify(token, hash);
    }

    private Uni<Verdict> verify(UnverifiedToken token, TokenHash hash) {
        String iss = token.issuer();
        Issuers.Choice choice = iss == null ? new Issuers.Choice.None() : issuers.choose(iss);
        if (choice instanceof Issuers.Choice.One one) {
            return keys.find(one.issuer(), token.kid()).map(lookup -> verdict(lookup, one.issuer(), token, hash));
        }
        return choice instanceof Issuers.Choice.None ? refused(Refusal.ISSUER) : unavailable();
    }

    private Verdict verdict(Lookup lookup, Issuer issuer, UnverifiedToken token, TokenHash hash) {
        if (!(lookup instanceof Lookup.Found found)) {
            return lookup instanceof Lookup.Absent ? new Verdict.Refused(Refusal.KEY) : tryAgain();
        }
        Refusal refusal = found.keys().check(token.compact());
        if (refusal != null) {
            return new Verdict.Refused(refusal);
        }
        Verdict verdict = claims.verdict(token, issuer);
        // With quarkus.oidc.token.age a token may be too old long before it expires: then it is verified each time.
        boolean lasting = issuer.config().token().age().isEmpty();
        if (verdict instanceof Verdict.Accepted accepted && lasting) {
            cache.put(hash, new TokenCache.Entry(accepted, issuer.ring(), token.kid(), found.keys()));
        }
        return verdict;
    }

    private static Uni<Verdict> refused(Refusal reason) {
        return Uni.createFrom().item(new Verdict.Refused(reason));
    }

    private Uni<Verdict> unavailable() {
        return Uni.createFrom().item(tryAgain());
    }

    private Verdict tryAgain() {
        return new Verdict.Unavailable(config.keyRefreshInterval());
    }
}
