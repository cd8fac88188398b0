package dev.tidings.demo;

import dev.tidings.http.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Serves the page's files if the page is enabled; otherwise answers 404 below {@code /demo}. */
@Singleton
class DemoRoutes {
    /** The order before authentication, so that a disabled path answers like a path that never existed. */
    private static final int FIRST = -10_000;

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'";

    private static final Problem NOWHERE =
            new Problem(404, "Not Found", "path: nothing is there (expected: one that /q/openapi names)");

    private final DemoConfig config;

    DemoRoutes(DemoConfig config) {
        this.config = config;
    }

    void register(@Observes Router router) {
        if (!config.enabled()) {
            router.route("/demo/*").order(FIRST).handler(context -> NOWHERE.end(context.response()));
            return;
        }
        for (PageFile file : PageFile.all()) {
            router.route(file.path())
                    .method(HttpMethod.GET)
                    .method(HttpMethod.HEAD)
                    .handler(context -> serve(file, context));
        }
    }

    private static void serve(PageFile file, RoutingContext context) {
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.type())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.ETAG, file.etag())
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff");
        if (file.etag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
        } else {
            response.end(file.content());
        }
    }
}
