package dev.tidings.trail;

import dev.tidings.event.TopicsConfig;
import dev.tidings.event.UserId;
import dev.tidings.identity.Problem;
import dev.tidings.identity.Revocations;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Why did Alice not get it? For administrators; one question at a time, on a thread that may wait. */
@Path("/api/admin")
@RolesAllowed("tidings-admin")
@Produces(MediaType.APPLICATION_JSON)
class TrailResource {
    private static final long PATIENCE_SECONDS = 5;

    private final Inquiry inquiry;
    private final TopicsConfig topics;
    private final Revocations revocations;
    private final Semaphore turn = new Semaphore(1);

    TrailResource(Inquiry inquiry, TopicsConfig topics, Revocations revocations) {
        this.inquiry = inquiry;
        this.topics = topics;
        this.revocations = revocations;
    }

    private interface Question<T> {
        T ask() throws InterruptedException;
    }

    /** By position, as a producer tells it, or by the event's id, which may hold slashes. */
    @GET
    @Path("/events/{asked: .+}")
    @Operation(summary = "What became of an event on this pod, by its position (notifications-3@1042) or its id")
    public EventsAnswer event(@PathParam("asked") String asked, @QueryParam("user") @Nullable String user) {
        return answer(() -> inquiry.events(asked, Asked.parse(asked, topics), user == null ? null : new UserId(user)));
    }

    /** The user as in a record's key, which may hold slashes. */
    @GET
    @Path("/users/{user: .+}/sessions")
    @Operation(summary = "The sessions that a user has on this pod, and had lately")
    public UserAnswer sessions(@PathParam("user") String user) {
        return answer(() -> inquiry.sessions(new UserId(user)));
    }

    private <T> T answer(Question<T> question) {
        if (!revocations.areKnown()) {
            // Whoever asks may have been logged out.
            throw new WebApplicationException(Problem.unavailable("the pod is starting"));
        }
        boolean mine = false;
        try {
            mine = turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!mine) {
                throw new WebApplicationException(Problem.unavailable("another question is being answered"));
            }
            return question.ask();
        } catch (IllegalArgumentException e) {
            throw problem(400, "Bad request", e);
        } catch (NotHeldException e) {
            throw problem(404, "Not held here", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WebApplicationException(Problem.unavailable("the pod is stopping"));
        } finally {
            if (mine) {
                turn.release();
            }
        }
    }

    private static WebApplicationException problem(int status, String title, RuntimeException cause) {
        Response answer = Problem.of(status, title, String.valueOf(cause.getMessage()));
        return new WebApplicationException(answer);
    }
}
