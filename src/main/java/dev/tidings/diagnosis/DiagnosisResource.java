package dev.tidings.diagnosis;

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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Answers "why did Alice not get it?" for administrators: one question at a time, on a thread that may wait. */
@Path("/api/admin")
@RolesAllowed("tidings-admin")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Diagnosis")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
class DiagnosisResource {
    private final DiagnosisService service;
    private final TopicsConfig topics;
    private final Questions questions;

    DiagnosisResource(DiagnosisService service, TopicsConfig topics, Revocations revocations) {
        this.service = service;
        this.topics = topics;
        this.questions = new Questions(revocations::areKnown);
    }

    /** Finds events by position, as a producer reports it, or by the event's id, which may contain slashes. */
    @GET
    @Path("/events/{asked: .+}")
    @Operation(
            operationId = "findEvent",
            summary = "Reports the outcome of an event on this pod, by its position (notifications-3@1042) or its id")
    @APIResponse(
            responseCode = "200",
            description = "The outcome of each event with this position or id",
            content = @Content(schema = @Schema(implementation = EventsAnswer.class)))
    public EventsAnswer event(
            @PathParam("asked")
                    @Parameter(
                            description = "A position, or an event's id, percent-encoded; it may contain slashes",
                            schema = @Schema(type = SchemaType.STRING, minLength = 1),
                            example = "notifications-3@1042")
                    String asked,
            @QueryParam("user")
                    @Parameter(
                            description = "Limits the report to the sessions of this user",
                            schema = @Schema(type = SchemaType.STRING, minLength = 1))
                    @Nullable
                    String user) {
        return answer(
                () -> service.events(asked, EventQuery.parse(asked, topics), user == null ? null : new UserId(user)));
    }

    /** Lists the sessions of a user, who is named as in a record's key, which may contain slashes. */
    @GET
    @Path("/users/{user: .+}/sessions")
    @Operation(
            operationId = "listSessions",
            summary = "Lists the sessions that a user has on this pod, and had recently")
    @APIResponse(
            responseCode = "200",
            description = "The sessions, the newest first",
            content = @Content(schema = @Schema(implementation = UserAnswer.class)))
    public UserAnswer sessions(
            @PathParam("user")
                    @Parameter(
                            description = "The user's id, percent-encoded; it may contain slashes",
                            schema = @Schema(type = SchemaType.STRING, minLength = 1),
                            example = "alice")
                    String user) {
        return answer(() -> service.sessions(new UserId(user)));
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
