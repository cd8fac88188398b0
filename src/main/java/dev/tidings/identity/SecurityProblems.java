package dev.tidings.identity;

import dev.tidings.http.Problem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Adds a body to the refusals of resources that a token does not authorise. */
class SecurityProblems {
    private final BearerMechanism mechanism;

    SecurityProblems(BearerMechanism mechanism) {
        this.mechanism = mechanism;
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Uni<Response> unauthorized(RoutingContext context) {
        return mechanism.getChallenge(context).map(challenge -> new ChallengeProblem(challenge).toResponse());
    }

    @ServerExceptionMapper(ForbiddenException.class)
    public Response forbidden(ResourceInfo resource) {
        return forbidden(resource.getResourceClass()).answer();
    }

    private static Problem forbidden(@Nullable Class<?> resource) {
        @Nullable RolesAllowed roles = resource == null ? null : resource.getAnnotation(RolesAllowed.class);
        String expected = roles == null ? "" : " (expected: " + String.join(", ", roles.value()) + ")";
        return new Problem(403, "Forbidden", "role: missing in the token" + expected);
    }
}
