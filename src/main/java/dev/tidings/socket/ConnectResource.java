package dev.tidings.socket;

import dev.tidings.event.Partition;
import dev.tidings.event.UserId;
import dev.tidings.http.Problem;
import dev.tidings.identity.Revocations;
import dev.tidings.session.Sessions;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Returns the address by which a load balancer can keep the users of a partition together. Clients that connect by
 * another address are served too.
 */
@Path(ConnectResource.PATH)
@Authenticated
@NonBlocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connecting")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
class ConnectResource {
    static final String PATH = "/api/connect";

    private final Sessions sessions;
    private final Revocations revocations;

    ConnectResource(Sessions sessions, Revocations revocations) {
        this.sessions = sessions;
        this.revocations = revocations;
    }

    /** The address to connect to. {@code p} is the partition of the user, as the first partitioner places it. */
    record Address(
            @Schema(required = true, examples = "/ws?p=3") String url,
            @Schema(required = true, examples = "3") int p) {}

    @GET
    @Operation(
            operationId = "findAddress",
            summary = "Returns the address to connect to, with the partition of the user's notifications")
    @APIResponse(
            responseCode = "200",
            description = "The path of the WebSocket, and the partition",
            content = @Content(schema = @Schema(implementation = Address.class)))
    public Response address(SecurityContext security) {
        if (!revocations.areKnown()) {
            // The user may have been logged out.
            return Problem.unavailable("the pod is starting");
        }
        UserId user = new UserId(security.getUserPrincipal().getName());
        return sessions.home(user)
                .map(ConnectResource::answer)
                .orElseGet(() -> Problem.unavailable("the log is not known yet"));
    }

    private static Response answer(Partition home) {
        return Response.ok(new Address("/ws?p=" + home.number(), home.number()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
