package dev.tidings.identity;

import io.vertx.ext.web.RoutingContext;

/** The path on which clients connect. */
public final class UpgradePath {
    static final String PATH = "/ws";

    private UpgradePath() {}

    /** Returns whether the request is for this path. A trailing slash is accepted, as by the router. */
    public static boolean matches(RoutingContext context) {
        String path = context.normalizedPath();
        return path.equals(PATH) || path.equals(PATH + "/");
    }
}
