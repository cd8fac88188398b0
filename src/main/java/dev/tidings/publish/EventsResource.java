package dev.tidings.publish;

import dev.tidings.http.Problem;
import dev.tidings.http.ProblemException;
import dev.tidings.identity.Revocations;
import dev.tidings.publish.PublishMetrics.Answered;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Accepts events over HTTP from services without Kafka, in CloudEvents' binary, structured and batched modes. */
@Path("/api/events")
@RolesAllowed("tidings-publisher")
@Tag(name = "Publishing")
class EventsResource {
    private final PublishConfig config;
    private final Publisher publisher;
    private final PublishMetrics metrics;
    private final Revocations revocations;

    EventsResource(PublishConfig config, Publisher publisher, PublishMetrics metrics, Revocations revocations) {
        this.config = config;
        this.publisher = publisher;
        this.metrics = metrics;
        this.revocations = revocations;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "publishEvents",
            summary = "Writes events to the log",
            description = "202 means that Kafka has all of them. Of a batch with a wrong event nothing is written."
                    + " Role: tidings-publisher")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            description = "With the same key and the same request, a pod gives its first answer again",
            schema = @Schema(type = SchemaType.STRING, pattern = IdempotencyKey.SCHEMA),
            example = "\"order-4711\"")
    @Parameter(
            name = Preference.HEADER,
            in = ParameterIn.HEADER,
            description =
                    "RFC 7240: return=minimal asks for an answer without a body, return=representation for one with"
                            + " the events' positions; the default is tidings.publish.response",
            schema = @Schema(type = SchemaType.STRING),
            example = "return=representation")
    @RequestBody(
            required = true,
            description = "One event, or several; or in binary mode any data, with the attributes in headers ce-*",
            content = {
                @Content(
                        mediaType = Submission.STRUCTURED,
                        schema = @Schema(implementation = Documented.CloudEvent.class),
                        example = Documented.EVENT),
                @Content(
                        mediaType = Submission.BATCH,
                        schema =
                                @Schema(
                                        type = SchemaType.ARRAY,
                                        minItems = 1,
                                        implementation = Documented.CloudEvent.class),
                        example = "[" + Documented.EVENT + "]"),
                @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "202",
            description = "Kafka has acknowledged all of them; without a body where Prefer asks for that",
            headers =
                    @Header(
                            name = Preference.APPLIED,
                            description = "The preference, where the request names one",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"return=minimal", "return=representation"})),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Documented.Published.class)))
    @APIResponse(
            responseCode = "404",
            description = "tidings.publish.enabled is false",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "The first request with this Idempotency-Key is being worked on",
            headers =
                    @Header(
                            name = HttpHeaders.RETRY_AFTER,
                            description = "Seconds to wait",
                            required = true,
                            schema = @Schema(type = SchemaType.INTEGER)),
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "413",
            description = "An event, or the number of events, or the body is too large",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "422",
            description = "The Idempotency-Key was given to another request",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "Kafka has not acknowledged all of them, or too much is on its way",
            headers =
                    @Header(
                            name = HttpHeaders.RETRY_AFTER,
                            description = "Seconds to wait",
                            required = true,
                            schema = @Schema(type = SchemaType.INTEGER)),
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Documented.NotWritten.class)))
    public Uni<Response> publish(
            byte @Nullable [] body, @Context HttpHeaders headers, @Context SecurityContext security) {
        if (!config.enabled()) {
            return Uni.createFrom()
                    .item(Problem.of(404, "Not found", "publishing is off (expected: tidings.publish.enabled=true)"));
        }
        if (!revocations.areKnown()) {
            // The caller may have been logged out.
            return Uni.createFrom().item(answer(new PublishOutcome.Unavailable("the pod is starting", null), null));
        }
        String client = security.getUserPrincipal().getName();
        @Nullable Preference preferred = Preference.in(preferences(headers));
        try {
            Submission submission = new Submission(
                    client,
                    headers.getHeaderString(HttpHeaders.CONTENT_TYPE),
                    once(headers),
                    body == null ? new byte[0] : body);
            return publisher.publish(submission).map(outcome -> answer(outcome, preferred));
        } catch (ProblemException e) {
            return Uni.createFrom().item(answer(new PublishOutcome.Refused(e), null));
        }
    }

    /** Returns the headers that publishing reads, by their names in lower case; each must occur once. */
    private static Map<String, String> once(HttpHeaders headers) {
        Map<String, String> once = new HashMap<>();
        for (Map.Entry<String, List<String>> header :
                headers.getRequestHeaders().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(BinaryMode.PREFIX) || name.equals(IdempotencyKey.HEADER)) {
                if (header.getValue().size() != 1 || once.containsKey(name)) {
                    throw ProblemException.bad(name + ": given twice (expected: once)");
                }
                once.put(name, header.getValue().get(0));
            }
        }
        return once;
    }

    private static List<String> preferences(HttpHeaders headers) {
        @Nullable List<String> given = headers.getRequestHeader(Preference.HEADER);
        return given == null ? List.of() : given;
    }

    private Response answer(PublishOutcome outcome, @Nullable Preference preferred) {
        if (outcome instanceof PublishOutcome.Accepted accepted) {
            metrics.answered(accepted.repeated() ? Answered.REPEATED : Answered.ACCEPTED);
            return accepted(accepted.json(), preferred);
        }
        if (outcome instanceof PublishOutcome.Refused refused) {
            metrics.answered(Answered.REFUSED);
            return refused(refused.because());
        }
        metrics.answered(Answered.UNAVAILABLE);
        PublishOutcome.Unavailable unavailable = (PublishOutcome.Unavailable) outcome;
        return Problem.unavailable(
                unavailable.detail(), unavailable.events() == null ? Map.of() : Map.of("events", unavailable.events()));
    }

    private Response accepted(String json, @Nullable Preference preferred) {
        Preference form = preferred == null ? config.response() : preferred;
        Response.ResponseBuilder answer = Response.accepted().header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (preferred != null) {
            answer.header(Preference.APPLIED, preferred.applied());
        }
        return form == Preference.MINIMAL
                ? answer.build()
                : answer.type(MediaType.APPLICATION_JSON).entity(json).build();
    }

    private static Response refused(ProblemException because) {
        Response answer = because.answer();
        return because.status() == 409
                ? Response.fromResponse(answer)
                        .header(HttpHeaders.RETRY_AFTER, 1)
                        .build()
                : answer;
    }
}
