package dev.tidings.identity;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Verifies tokens in steps from cheap to expensive: cache, unverified claims, issuer, key, signature, claims. */
@Singleton
class OidcTokenVerifier {
    private final TokenCache cache;
    private final Issuers issuers;
    private final AccessRules rules;
    private final IdentityConfig config;
    private final Clock clock;

    OidcTokenVerifier(TokenCache cache, Issuers issuers, AccessRules rules, IdentityConfig config, Clock clock) {
        this.cache = cache;
        this.issuers = issuers;
        this.rules = rules;
        this.config = config;
        this.clock = clock;
    }

    Uni<TokenVerdict> verify(String compact) {
        TokenHash hash = TokenHash.of(compact);
        Instant now = clock.instant();
        long earliestExpiry =
                now.plus(config.minRemaining()).plusNanos(999_999_999).getEpochSecond();
        TokenVerdict.Accepted remembered = cache.get(hash);
        if (remembered != null && remembered.identity().expires().getEpochSecond() >= earliestExpiry) {
            return Uni.createFrom().item(remembered);
        }
        UnverifiedToken token = UnverifiedToken.parse(compact);
        if (token == null) {
            return refused(UnverifiedToken.malformed(compact));
        }
        Objection early = token.objection(now.getEpochSecond(), earliestExpiry);
        return early != null ? refused(early) : verify(token, hash);
    }

    private Uni<TokenVerdict> verify(UnverifiedToken token, TokenHash hash) {
        Issuers.Choice choice = issuers.choose(token);
        if (choice instanceof Issuers.Choice.One one) {
            return one.issuer().keys().find(token.kid()).map(lookup -> verdict(lookup, one.issuer(), token, hash));
        }
        return choice instanceof Issuers.Choice.None ? refused(unknownIssuer(token.issuer())) : unavailable();
    }

    private Objection unknownIssuer(@Nullable String iss) {
        String description = iss == null ? "the claim iss is missing" : Refusal.ISSUER.description();
        List<String> found = iss == null ? List.of() : List.of(iss);
        return new Objection(Refusal.ISSUER, description, new Objection.Mismatch(issuers.names(), found));
    }

    private TokenVerdict verdict(KeyLookup lookup, Issuer issuer, UnverifiedToken token, TokenHash hash) {
        if (!(lookup instanceof KeyLookup.Found found)) {
            return lookup instanceof KeyLookup.Absent
                    ? new TokenVerdict.Refused(new Objection(Refusal.KEY))
                    : tryAgain();
        }
        String iss = issuer.shared(Objects.requireNonNull(token.issuer()));
        TokenVerdict verdict = rules.judge(token, found.keys(), issuer.terms(), iss);
        // With quarkus.oidc.token.age a token may be too old long before it expires: then it is verified each time.
        boolean lasting = issuer.config().token().age().isEmpty();
        if (verdict instanceof TokenVerdict.Accepted accepted && lasting) {
            cache.put(hash, new TokenCache.Entry(accepted, issuer.keys(), token.kid(), found.keys()));
        }
        return verdict;
    }

    private static Uni<TokenVerdict> refused(Objection objection) {
        return Uni.createFrom().item(new TokenVerdict.Refused(objection));
    }

    private Uni<TokenVerdict> unavailable() {
        return Uni.createFrom().item(tryAgain());
    }

    private TokenVerdict tryAgain() {
        return new TokenVerdict.Unavailable(config.keyRefreshInterval());
    }
}
