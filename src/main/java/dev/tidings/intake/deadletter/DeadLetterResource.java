package dev.tidings.intake.deadletter;

import dev.tidings.http.Problem;
import dev.tidings.http.ProblemException;
import dev.tidings.http.Questions;
import dev.tidings.identity.Revocations;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Serves dead letters to administrators: one question at a time, on a thread that may block. */
@Path("/api/admin/dead-letters")
@RolesAllowed("tidings-admin")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dead letters")
@APIResponse(responseCode = "404", ref = "NotFound")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
class DeadLetterResource {
    private final DeadLetterInquiry inquiry;
    private final Questions questions;

    DeadLetterResource(DeadLetterInquiry inquiry, Revocations revocations) {
        this.inquiry = inquiry;
        this.questions = new Questions(revocations::areKnown);
    }

    @GET
    @Operation(operationId = "listDeadLetters", summary = "Lists dead letters without their content, the newest first")
    @APIResponse(
            responseCode = "200",
            description = "The dead letters, the newest first; next continues the list",
            content = @Content(schema = @Schema(implementation = DeadLetterAnswer.Listed.class)))
    public DeadLetterAnswer.Listed list(
            @QueryParam("topic") @Parameter(description = "The topic that the record came from") @Nullable String topic,
            @QueryParam("route") @Parameter(description = "The route that could not map the record") @Nullable
                    String route,
            @QueryParam("reason")
                    @Parameter(
                            description = "The reason why the record could not be mapped",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "unreadable",
                                                "unknown-schema",
                                                "too-large",
                                                "expression",
                                                "bad-audience",
                                                "bad-attribute",
                                                "reserved",
                                                "no-route",
                                                "internal"
                                            }))
                    @Nullable
                    String reason,
            @QueryParam("limit")
                    @DefaultValue("20")
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "" + DeadLetterInquiry.MAX_LIMIT))
                    String limit,
            @QueryParam("before")
                    @Parameter(
                            description = "The value of next in the previous answer",
                            schema = @Schema(type = SchemaType.STRING, pattern = DeadLetterPlace.SCHEMA_OF_SEVERAL))
                    @Nullable
                    String before) {
        return answer(() -> inquiry.list(question(topic, route, reason, limit, before)));
    }

    /** Shows one dead letter. The path excludes the word {@code retry}, which is not a position. */
    @GET
    @Path("/{position: (?!retry$)[^/]+}")
    @Operation(
            operationId = "showDeadLetter",
            summary = "Shows one dead letter with its key, headers and value, by its position (0@17)")
    @APIResponse(
            responseCode = "200",
            description = "The dead letter",
            content = @Content(schema = @Schema(implementation = DeadLetterAnswer.Shown.class)))
    @APIResponse(
            responseCode = "410",
            description = "The dead letter has been deleted",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public DeadLetterAnswer.Shown show(
            @PathParam("position")
                    @Parameter(
                            description = "Partition and offset in the topic of dead letters",
                            schema = @Schema(type = SchemaType.STRING, pattern = DeadLetterPlace.SCHEMA),
                            example = "0@17")
                    String position) {
        return answer(() -> inquiry.show(DeadLetterPlace.parse(position)));
    }

    @POST
    @Path("/{position}/retry")
    @Operation(operationId = "retryDeadLetter", summary = "Retries one dead letter")
    @APIResponse(
            responseCode = "202",
            description = "The dead letter is written to the topic of retries",
            content = @Content(schema = @Schema(implementation = DeadLetterAnswer.Retried.class)))
    @APIResponse(
            responseCode = "409",
            description = "The dead letter does not name its origin",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "410",
            description = "The dead letter has been deleted",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response retry(
            @PathParam("position")
                    @Parameter(
                            description = "Partition and offset in the topic of dead letters",
                            schema = @Schema(type = SchemaType.STRING, pattern = DeadLetterPlace.SCHEMA),
                            example = "0@17")
                    String position) {
        return accepted(answer(() -> inquiry.retry(DeadLetterPlace.parse(position))));
    }

    @POST
    @Path("/retry")
    @Operation(
            operationId = "retryDeadLetters",
            summary = "Retries the dead letters of a topic, a route or a reason, the newest first")
    @APIResponse(
            responseCode = "202",
            description = "The dead letters are written to the topic of retries; next continues with older ones",
            content = @Content(schema = @Schema(implementation = DeadLetterAnswer.Retried.class)))
    public Response retryAll(
            @QueryParam("topic") @Parameter(description = "The topic that the record came from") @Nullable String topic,
            @QueryParam("route") @Parameter(description = "The route that could not map the record") @Nullable
                    String route,
            @QueryParam("reason")
                    @Parameter(
                            description = "The reason why the record could not be mapped",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "unreadable",
                                                "unknown-schema",
                                                "too-large",
                                                "expression",
                                                "bad-audience",
                                                "bad-attribute",
                                                "reserved",
                                                "no-route",
                                                "internal"
                                            }))
                    @Nullable
                    String reason,
            @QueryParam("limit")
                    @DefaultValue("100")
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "" + DeadLetterInquiry.MAX_LIMIT))
                    String limit,
            @QueryParam("before")
                    @Parameter(
                            description = "The value of next in the previous answer",
                            schema = @Schema(type = SchemaType.STRING, pattern = DeadLetterPlace.SCHEMA_OF_SEVERAL))
                    @Nullable
                    String before) {
        return accepted(answer(() -> inquiry.retry(question(topic, route, reason, limit, before))));
    }

    private static DeadLetterInquiry.Question question(
            @Nullable String topic,
            @Nullable String route,
            @Nullable String reason,
            String limit,
            @Nullable String before) {
        if (!limit.matches("\\d{1,6}")) {
            throw ProblemException.bad("limit: " + limit + " (expected: a number)");
        }
        return new DeadLetterInquiry.Question(
                new DeadLetterFilter(topic, route, reason), Integer.parseInt(limit), before);
    }

    private static Response accepted(DeadLetterAnswer.Retried retried) {
        return Response.accepted(retried).build();
    }

    private <T> T answer(Questions.Question<T> question) {
        return questions.answer(() -> {
            try {
                return question.ask();
            } catch (KafkaException e) {
                throw ProblemException.unavailable(
                        "Kafka did not answer as expected: " + e.getClass().getSimpleName());
            }
        });
    }
}
