package dev.tidings.identity;

import io.vertx.ext.web.RoutingContext;

/** The paths that services use in their own name. There a token need not name a user. */
final class ServicePath {
    private static final String EVENTS = "/api/events";
    private static final String ADMIN = "/api/admin/";

    private ServicePath() {}

    static boolean matches(RoutingContext context) {
        String path = context.normalizedPath();
        return path.equals(EVENTS) || path.equals(EVENTS + "/") || path.startsWith(ADMIN);
    }
}
