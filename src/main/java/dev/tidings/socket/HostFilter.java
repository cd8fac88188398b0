package dev.tidings.socket;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses requests that do not have exactly one valid Host (RFC 9112, 3.2), for any path. The router itself refuses
 * some of them, which Quarkus would log as an error of its own and answer with the members of a stack trace.
 */
@Singleton
class HostFilter {
    /** The filter runs before the token entry is read (1000). */
    private static final int FIRST = 1100;

    private static final int BAD_REQUEST = 400;

    /** A name, an IPv4 or an IPv6 address, and a port if any. */
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(:[0-9]{0,5})?");

    /** The path of the health checks. Simple probes use HTTP/1.0, which has no Host. */
    private static final String HEALTH = "/q/health";

    void register(@Observes Filters filters) {
        filters.register(this::handle, FIRST);
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(HostFilter::failed);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.version() == HttpVersion.HTTP_2 || hasHost(request) || isProbe(context)) {
            context.next();
            return;
        }
        refuse(context);
    }

    private static boolean hasHost(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        return hosts.size() == 1 && HOST.matcher(hosts.get(0)).matches();
    }

    private static boolean isProbe(RoutingContext context) {
        // With trusted proxies Quarkus has put a Host of its own making into a request that had none.
        return context.request().version() == HttpVersion.HTTP_1_0
                && context.normalizedPath().startsWith(HEALTH);
    }

    /** Handles only the router's own failures, before it has chosen a route. */
    private static void failed(RoutingContext context) {
        if (context.statusCode() == BAD_REQUEST && context.failure() instanceof VertxException) {
            refuse(context);
        } else {
            context.next();
        }
    }

    private static void refuse(RoutingContext context) {
        String detail = hasHost(context.request())
                ? "request target: malformed (expected: a path)"
                : "Host: missing or malformed (expected: one name or address, with an optional port)";
        ProblemAnswer.end(context.response(), BAD_REQUEST, detail);
    }
}
