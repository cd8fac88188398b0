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
 * Applies one limit to the token of a request and to the one in {@code tidings.token}. So a client that could connect
 * with a token can renew with a similar one.
 */
@Singleton
class TokenSize {
    /** The filter runs after a malformed handshake was refused (900), and before the token is read. */
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

    /** Returns the fault of a token that is too large, or null. */
    @Nullable
    String faultOf(String token) {
        return token.length() <= max
                ? null
                : "token: " + token.length() + " bytes (expected: at most " + max
                        + ", tidings.identity.max-token-size)";
    }
}
