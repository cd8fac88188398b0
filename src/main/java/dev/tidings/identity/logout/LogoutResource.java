package dev.tidings.identity.logout;

import dev.tidings.event.UserId;
import dev.tidings.http.Problem;
import dev.tidings.identity.Revocations;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Ends logins that the issuer does not end, for administrators: a disabled or deleted user, a stolen token. */
@Path("/api/admin")
@RolesAllowed("tidings-admin")
@Tag(name = "Logout")
@APIResponse(
        responseCode = "204",
        description = "The logout is stored in Kafka; all pods close the sessions that it covers")
class LogoutResource {
    private static final String BY = "admin";

    private final LogoutPublisher publisher;
    private final LogoutObserver observer;
    private final Revocations revocations;
    private final Clock clock;

    LogoutResource(LogoutPublisher publisher, LogoutObserver observer, Revocations revocations, Clock clock) {
        this.publisher = publisher;
        this.observer = observer;
        this.revocations = revocations;
        this.clock = clock;
    }

    /** Ends all logins of a user, who is named as in a record's key, which may contain slashes. */
    @POST
    @Path("/users/{user: .+}/logout")
    @Operation(operationId = "logoutUser", summary = "Ends all logins of a user")
    public Uni<Response> user(
            @PathParam("user")
                    @Parameter(
                            description = "The user's id, percent-encoded; it may contain slashes",
                            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = Logout.MAX_NAME),
                            example = "alice")
                    String user,
            SecurityContext security) {
        return publish(at -> new Logout.OfUser(new UserId(user), at), security);
    }

    @POST
    @Path("/logins/{sid}/logout")
    @Operation(operationId = "logoutLogin", summary = "Ends one login, by the issuer's session id")
    public Uni<Response> login(
            @PathParam("sid")
                    @Parameter(
                            description = "The claim sid of the login's tokens",
                            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = Logout.MAX_NAME),
                            example = "3f1c9a2e-6c0f-4f0e-9a57-0f2d1b7c5d11")
                    String sid,
            SecurityContext security) {
        return publish(at -> new Logout.OfLogin(null, sid, at), security);
    }

    private Uni<Response> publish(Function<Instant, Logout> make, SecurityContext security) {
        if (!revocations.areKnown()) {
            // The administrator may have been logged out.
            return Uni.createFrom().item(unavailable("the pod is starting"));
        }
        Logout logout;
        try {
            logout = make.apply(clock.instant());
        } catch (IllegalArgumentException e) {
            return Uni.createFrom().item(Problem.of(400, "Bad request", String.valueOf(e.getMessage())));
        }
        return publisher
                .publish(logout, security.getUserPrincipal().getName())
                .map(written -> accepted())
                .onFailure()
                .recoverWithItem(() -> unavailable("the logout could not be written to Kafka"));
    }

    private Response accepted() {
        observer.completed(BY, "published");
        return Response.noContent().build();
    }

    private Response unavailable(String detail) {
        observer.completed(BY, "unavailable");
        return Problem.unavailable(detail);
    }
}
