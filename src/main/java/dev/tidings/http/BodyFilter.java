package dev.tidings.http;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses encoded bodies (RFC 7694), and reads a body of unknown length up to the limit, where Quarkus would break off
 * without a reason. Requests that cannot be handled have been refused before this.
 */
class BodyFilter {
    private static final String IDENTITY = "identity";

    private final BodyLimit limit;

    BodyFilter(BodyLimit limit) {
        this.limit = limit;
    }

    @ServerRequestFilter(nonBlocking = true, priority = Priorities.ENTITY_CODER)
    public @Nullable Uni<Response> filter(RoutingContext context, ContainerRequestContext request) {
        String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !isIdentity(encoding)) {
            return Uni.createFrom().item(unsupported(encoding));
        }
        boolean chunked = request.getHeaderString("Transfer-Encoding") != null;
        return chunked && !context.request().isEnded() ? read(context.request(), request) : null;
    }

    private static boolean isIdentity(String encoding) {
        for (String each : encoding.split(",", -1)) {
            if (!each.isBlank() && !each.strip().toLowerCase(Locale.ROOT).equals(IDENTITY)) {
                return false;
            }
        }
        return true;
    }

    private static Response unsupported(String encoding) {
        Response answer = Problem.of(
                415, "Unsupported media type", "Content-Encoding: " + encoding + " (expected: none, or identity)");
        return Response.fromResponse(answer)
                .header(HttpHeaders.ACCEPT_ENCODING, IDENTITY)
                .build();
    }

    private Uni<Response> read(HttpServerRequest in, ContainerRequestContext request) {
        return Uni.createFrom().emitter(emitter -> {
            Buffer body = Buffer.buffer();
            in.handler(part -> {
                if (body.length() + part.length() > limit.max()) {
                    refuse(in, emitter);
                } else {
                    body.appendBuffer(part);
                }
            });
            in.endHandler(end -> {
                request.setEntityStream(new ByteArrayInputStream(body.getBytes()));
                emitter.complete(null);
            });
            in.exceptionHandler(emitter::fail);
            if (Objects.equals(in.getHeader("Expect"), "100-continue")) {
                in.response().writeContinue();
            }
            in.resume();
        });
    }

    private void refuse(HttpServerRequest in, UniEmitter<? super Response> emitter) {
        // Further parts are dropped.
        in.handler(ignored -> {});
        in.response().endHandler(done -> in.connection().close());
        emitter.complete(Response.fromResponse(limit.problem().answer())
                .header("Connection", "close")
                .build());
    }
}
