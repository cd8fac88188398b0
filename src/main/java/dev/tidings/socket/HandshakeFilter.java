package dev.tidings.socket;

import dev.tidings.identity.UpgradeObserver;
import dev.tidings.identity.UpgradePath;
import dev.tidings.socket.HandshakeRules.Fault;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses a malformed handshake, with or without a valid token. */
@Singleton
class HandshakeFilter {
    /** The filter runs after the token entry was read (1000), and before all expensive checks. */
    private static final int BEFORE_CORS = 900;

    private static final Set<HttpMethod> PLAIN_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final List<UpgradeObserver> observers;

    HandshakeFilter(@All List<UpgradeObserver> observers) {
        this.observers = observers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_CORS);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!UpgradePath.matches(context)) {
            context.next();
            return;
        }
        boolean attempt = HandshakeRules.isAttempt(request.headers());
        @Nullable
        Fault fault = attempt || isOtherMethod(request)
                ? HandshakeRules.faultOf(request.method(), request.version(), request.headers())
                : null;
        if (fault == null) {
            if (attempt) {
                normalizeHeaders(request.headers());
            }
            context.next();
            return;
        }
        refuse(context.response(), fault, attempt);
    }

    /** Returns whether a plain request has a wrong method. OPTIONS is allowed: pages send it before a GET. */
    private static boolean isOtherMethod(HttpServerRequest request) {
        return !PLAIN_METHODS.contains(request.method());
    }

    /** Normalizes the header values, since Quarkus and Vert.x accept only one of the valid spellings. */
    private static void normalizeHeaders(MultiMap headers) {
        headers.set(HttpHeaders.UPGRADE, "websocket").set(HttpHeaders.CONNECTION, "Upgrade");
    }

    private void refuse(HttpServerResponse response, Fault fault, boolean attempt) {
        if (attempt) {
            observers.forEach(observer -> observer.refused(fault.status(), "handshake"));
        }
        if (fault.status() == HandshakeRules.METHOD_NOT_ALLOWED) {
            response.putHeader(HttpHeaders.ALLOW, "GET");
        }
        if (fault.status() == HandshakeRules.UPGRADE_REQUIRED) {
            ProblemAnswer.requireUpgrade(response);
        }
        ProblemAnswer.end(response, fault.status(), fault.detail());
    }
}
