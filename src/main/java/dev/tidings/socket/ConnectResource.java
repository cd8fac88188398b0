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

/**
 * Tells a client the address by which a load balancer can keep the users of a partition together. Whoever connects by
 * another one is served all the same.
 */
@Path(ConnectResource.PATH)
@Authenticated
@NonBlocking
@Produces(MediaType.APPLICATION_JSON)
class ConnectResource {
    static final String PATH = "/api/connect";

    private final Sessions sessions;
    private final Revocations revocations;

    ConnectResource(Sessions sessions, Revocations revocations) {
        this.sessions = sessions;
        this.revocations = revocations;
    }

    /** Where to connect: {@code p} is the partition of the user's notifications, as the first of the partitioners places it. */
    record Address(String url, int p) {}

    @GET
    @Operation(summary = "The address to connect to, which names the partition of the user's notifications")
    public Response address(SecurityContext security) {
        if (!revocations.areKnown()) {
            // Whoever asks may have been logged out.
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
