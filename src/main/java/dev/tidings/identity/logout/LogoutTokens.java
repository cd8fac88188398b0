package dev.tidings.identity.logout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidings.identity.IdentityConfig;
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

    private final KeyFinder keys;
    private final LogoutRules rules;
    private final Cache<TokenHash, Boolean> seen;

    LogoutTokens(KeyFinder keys, LogoutConfig config, IdentityConfig identity, Clock clock) {
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
        return keys.find(token).map(lookup -> check(lookup, compact));
    }

    private LogoutCheck check(KeyLookup lookup, String compact) {
        if (lookup instanceof KeyLookup.UnknownIssuer) {
            return new LogoutCheck.Bad(LogoutFault.ISSUER);
        }
        if (lookup instanceof KeyLookup.Absent) {
            return new LogoutCheck.Bad(LogoutFault.KEY);
        }
        if (!(lookup instanceof KeyLookup.Found found)) {
            return new LogoutCheck.Unavailable();
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
