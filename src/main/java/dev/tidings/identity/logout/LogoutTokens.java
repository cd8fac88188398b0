package dev.tidings.identity.logout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidings.identity.IdentityConfig;
import dev.tidings.identity.Issuers;
import dev.tidings.identity.KeyFinder;
import dev.tidings.identity.KeyLookup;
import dev.tidings.identity.TokenHash;
import dev.tidings.identity.UnverifiedToken;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Verifies logout tokens with the keys of their issuers, and accepts each token once. */
@Singleton
class LogoutTokens {
    /** Bound of remembered tokens. The oldest is dropped: if replayed, it ends only logins that have ended. */
    private static final int MAX_SEEN = 100_000;

    private final Issuers issuers;
    private final KeyFinder keys;
    private final LogoutRules rules;
    private final Cache<TokenHash, Boolean> seen;

    LogoutTokens(Issuers issuers, KeyFinder keys, LogoutConfig config, IdentityConfig identity, Clock clock) {
        this.issuers = issuers;
        this.keys = keys;
        this.rules =
                new LogoutRules(config.clientIds().orElse(List.of()), config.maxAge(), identity.clockSkew(), clock);
        this.seen = Caffeine.newBuilder()
                .maximumSize(MAX_SEEN)
                .expireAfterWrite(config.maxAge().plus(identity.clockSkew().multipliedBy(2)))
                .build();
    }

    /** Returns whether any logout token can be accepted. */
    boolean areExpected() {
        return !rules.clientIds().isEmpty();
    }

    /** Verifies a token. Never fails and never blocks. */
    Uni<LogoutCheck> verify(String compact) {
        UnverifiedToken token = UnverifiedToken.parse(compact);
        if (token == null) {
            return bad(LogoutFault.MALFORMED);
        }
        Issuers.Choice choice = issuers.choose(token);
        if (choice instanceof Issuers.Choice.One one) {
            return keys.find(one.issuer(), token.kid()).map(lookup -> check(lookup, compact));
        }
        return choice instanceof Issuers.Choice.None
                ? bad(LogoutFault.ISSUER)
                : Uni.createFrom().item(new LogoutCheck.Unavailable());
    }

    private LogoutCheck check(KeyLookup lookup, String compact) {
        if (!(lookup instanceof KeyLookup.Found found)) {
            return lookup instanceof KeyLookup.Absent
                    ? new LogoutCheck.Bad(LogoutFault.KEY)
                    : new LogoutCheck.Unavailable();
        }
        LogoutCheck check = rules.check(compact, found.keys());
        if (check instanceof LogoutCheck.Good good && seen.asMap().putIfAbsent(good.id(), true) != null) {
            return new LogoutCheck.Bad(LogoutFault.REPLAYED);
        }
        return check;
    }

    /** Forgets a token whose logout was not published, so that it may come again. */
    void forget(LogoutCheck.Good check) {
        seen.invalidate(check.id());
    }

    private static Uni<LogoutCheck> bad(LogoutFault fault) {
        return Uni.createFrom().item(new LogoutCheck.Bad(fault));
    }
}
