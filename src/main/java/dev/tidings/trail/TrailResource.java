package dev.tidings.trail;

import dev.tidings.event.TopicsConfig;
import dev.tidings.event.UserId;
import dev.tidings.http.ProblemException;
import dev.tidings.http.Questions;
import dev.tidings.identity.Revocations;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Why did Alice not get it? For administrators; one question at a time, on a thread that may wait. */
@Path("/api/admin")
@RolesAllowed("tidings-admin")
@Produces(MediaType.APPLICATION_JSON)
class TrailResource {
    private final Inquiry inquiry;
    private final TopicsConfig topics;
    private final Questions questions;

    TrailResource(Inquiry inquiry, TopicsConfig topics, Revocations revocations) {
        this.inquiry = inquiry;
        this.topics = topics;
        this.questions = new Questions(revocations::areKnown);
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

    private <T> T answer(Questions.Question<T> question) {
        return questions.answer(() -> {
            try {
                return question.ask();
            } catch (IllegalArgumentException e) {
                throw ProblemException.bad(String.valueOf(e.getMessage()));
            } catch (NotHeldException e) {
                throw ProblemException.notFound(String.valueOf(e.getMessage()));
            }
        });
    }
}
