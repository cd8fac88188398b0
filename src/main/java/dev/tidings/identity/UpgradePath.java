package dev.tidings.identity;

import io.vertx.ext.web.RoutingContext;

/** Where people connect. */
public final class UpgradePath {
    static final String PATH = "/ws";

    private UpgradePath() {}

    /** The router takes a trailing slash for the same place, and so do we. */
    public static boolean matches(RoutingContext context) {
        String path = context.normalizedPath();
        return path.equals(PATH) || path.equals(PATH + "/");
    }
}
