package dev.tidings.identity;

import dev.tidings.http.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Handles an upgrade first: extracts the token from the subprotocols, selects the subprotocol, and refuses malformed
 * headers with 400. It replaces Quarkus' own propagation, in which any client can cause a 500 with two lines of ERROR,
 * and can set any header.
 */
@Singleton
class SubprotocolTokenFilter {
    /** The filter runs before CORS (300) and authentication (200). */
    private static final int FIRST = 1000;

    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";

    private static final Set<String> TOKEN_PARAMETERS =
            Set.of("access_token", "token", "id_token", "jwt", "bearer", "authorization");

    private final UpgradeObservers observers;

    SubprotocolTokenFilter(UpgradeObservers observers) {
        this.observers = observers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, FIRST);
    }

    private void handle(RoutingContext context) {
        if (!UpgradePath.matches(context)) {
            context.next();
            return;
        }
        try {
            refuseTokenInUrl(context.request());
            rewrite(context.request().headers());
        } catch (SubprotocolToken.Malformed e) {
            refuse(context, e);
            return;
        }
        context.next();
    }

    /** Refuses a token in the address, even beside a valid header, since addresses are kept in logs and histories. */
    private static void refuseTokenInUrl(HttpServerRequest request) throws SubprotocolToken.Malformed {
        for (String name : request.params().names()) {
            if (TOKEN_PARAMETERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new SubprotocolToken.Malformed(
                        "token-in-url", "a token in the address is refused (expected: the header Authorization)");
            }
        }
    }

    private static void rewrite(MultiMap headers) throws SubprotocolToken.Malformed {
        List<String> lines = headers.getAll(PROTOCOLS);
        if (lines.isEmpty()) {
            return;
        }
        SubprotocolToken carrier = SubprotocolToken.parse(lines);
        // A page can set no header: one beside the entry comes from a proxy, or is a staging site's password.
        if (carrier.authorization() != null) {
            headers.set(HttpHeaders.AUTHORIZATION, carrier.authorization());
        }
        headers.set(PROTOCOLS, carrier.selected());
    }

    private void refuse(RoutingContext context, SubprotocolToken.Malformed why) {
        observers.refused(context, 400, why.label());
        new Problem(400, "Bad Request", String.valueOf(why.getMessage())).end(context.response());
    }
}
