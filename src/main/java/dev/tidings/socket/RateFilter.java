package dev.tidings.socket;

import dev.tidings.http.Problem;
import dev.tidings.identity.UpgradeObserver;
import dev.tidings.identity.UpgradePath;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Refuses too many handshakes before their tokens are verified. The verification is expensive, and all clients of a
 * dead pod come at once. Plain requests of clients are refused with them.
 */
@Singleton
class RateFilter {
    /** The filter runs after the cheap refusals (malformed 1000, CORS 300), and before authentication (200). */
    private static final int BEFORE_AUTHENTICATION = 250;

    private static final Problem BUSY = new Problem(
            503, "Not available", "handshakes: too many (expected: at most tidings.socket.max-handshakes-per-second)");

    private final HandshakeRate rate;
    private final RetryAfter retryAfter;
    private final List<UpgradeObserver> observers;

    RateFilter(SocketConfig config, RetryAfter retryAfter, @All List<UpgradeObserver> observers) {
        this.rate = new HandshakeRate(config.maxHandshakesPerSecond(), System::nanoTime);
        this.retryAfter = retryAfter;
        this.observers = observers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_AUTHENTICATION);
    }

    private void handle(RoutingContext context) {
        if (!isForClients(context) || isWithinRate(context)) {
            context.next();
            return;
        }
        BUSY.end(context.response().putHeader(HttpHeaders.RETRY_AFTER, retryAfter.seconds()));
    }

    private static boolean isForClients(RoutingContext context) {
        return UpgradePath.matches(context) || context.normalizedPath().equals(ConnectResource.PATH);
    }

    /** Returns whether the request may proceed. A plain one takes no token, and is refused while handshakes are. */
    private boolean isWithinRate(RoutingContext context) {
        if (!context.request().headers().contains(HttpHeaders.UPGRADE)) {
            return !rate.refusedRecently();
        }
        boolean admitted = rate.admits();
        if (!admitted) {
            observers.forEach(observer -> observer.refused(503, "rate"));
        }
        return admitted;
    }
}
