package dev.tidings.socket;

import dev.tidings.identity.IdentityConfig;
import dev.tidings.identity.UpgradeObserver;
import dev.tidings.identity.UpgradePath;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One limit for the token of a request and for the one in {@code tidings.token}: who could connect with a token can renew with
 * one like it.
 */
@Singleton
class TokenSize {
    /** After a malformed handshake was refused (900), before the token is read. */
    private static final int BEFORE_CORS = 800;

    private static final int TOO_LARGE = 431;
    private static final String SCHEME = "bearer ";

    private final int max;
    private final List<UpgradeObserver> observers;

    TokenSize(IdentityConfig config, @All List<UpgradeObserver> observers) {
        this.max = config.maxTokenSize();
        this.observers = observers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_CORS);
    }

    private void handle(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        String fault = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? faultOf(header.substring(SCHEME.length()))
                : null;
        if (fault == null) {
            context.next();
            return;
        }
        if (UpgradePath.matches(context)
                && HandshakeRules.isAttempt(context.request().headers())) {
            observers.forEach(observer -> observer.refused(TOO_LARGE, "token-too-large"));
        }
        ProblemAnswer.end(context.response(), TOO_LARGE, fault);
    }

    /** What is wrong with the token's size; nothing where it is not too large. */
    @Nullable
    String faultOf(String token) {
        return token.length() <= max
                ? null
                : "token: " + token.length() + " bytes (expected: at most " + max
                        + ", tidings.identity.max-token-size)";
    }
}
