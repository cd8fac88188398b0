package dev.tidings.inbox;

import dev.tidings.http.Problem;
import dev.tidings.http.ProblemException;
import dev.tidings.identity.CurrentIdentity;
import dev.tidings.identity.Identity;
import dev.tidings.identity.Revocations;
import dev.tidings.session.Subscriber;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The inbox of the user whose token the request has, and of nobody else. */
@Path(InboxResource.PATH)
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inbox")
@APIResponse(responseCode = "404", ref = "NotFound")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
class InboxResource {
    static final String PATH = "/api/inbox";

    private final InboxService inbox;
    private final InboxConfig config;
    private final CurrentIdentity identity;
    private final Revocations revocations;

    InboxResource(InboxService inbox, InboxConfig config, CurrentIdentity identity, Revocations revocations) {
        this.inbox = inbox;
        this.config = config;
        this.identity = identity;
        this.revocations = revocations;
    }

    @GET
    @Operation(
            operationId = "listInbox",
            summary = "The items of the user's inbox, the newest first, with the counts and a cursor",
            description = "Items, counts and cursor are of one snapshot: a session that begins at the cursor gets exactly"
                    + " what came after it. Events for the groups of the token and for everyone are among the items.")
    @APIResponse(
            responseCode = "200",
            description = "A page of items",
            content = @Content(schema = @Schema(implementation = InboxAnswers.Page.class)))
    public Response list(
            @QueryParam("filter")
                    @Parameter(
                            description = "all: what is not archived; unread: what is neither read nor archived; archived",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"all", "unread", "archived"},
                                            defaultValue = "all"))
                    @Nullable
                    String filter,
            @QueryParam("limit")
                    @Parameter(
                            description = "The largest number of items",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "200",
                                            defaultValue = "50"))
                    @Nullable
                    String limit,
            @QueryParam("before")
                    @Parameter(
                            description = "The member next of the page before; only older items are returned",
                            schema = @Schema(type = SchemaType.STRING))
                    @Nullable
                    String before,
            @QueryParam("type")
                    @Parameter(
                            description = "Only events of this type",
                            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 1000))
                    @Nullable
                    String type) {
        Subscriber subscriber = subscriber();
        return answer(InboxJson.page(inbox.page(subscriber, ItemQuery.of(filter, limit, before, type))));
    }

    @GET
    @Path("counts")
    @Operation(operationId = "countInbox", summary = "How many items the user has not seen and not read")
    @APIResponse(
            responseCode = "200",
            description = "The counts, and the cursor at which they hold",
            content = @Content(schema = @Schema(implementation = InboxAnswers.CountsOnly.class)))
    public Response counts() {
        return answer(InboxJson.counts(inbox.counts(subscriber())));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "findInboxItem", summary = "One item of the user's inbox")
    @APIResponse(
            responseCode = "200",
            description = "The item",
            content = @Content(schema = @Schema(implementation = InboxAnswers.Item.class)))
    public Response item(
            @PathParam("id")
                    @Parameter(
                            description = "The id of an item",
                            schema = @Schema(type = SchemaType.STRING, minLength = 1),
                            example = "6-1o")
                    String id) {
        Subscriber subscriber = subscriber();
        ItemId parsed = ItemId.parse(id)
                .orElseThrow(() -> ProblemException.bad("id: no id of an item (expected: as items have it)"));
        InboxItem item = inbox.item(subscriber, parsed)
                .orElseThrow(() -> ProblemException.notFound("id: no item of yours (expected: one that is listed)"));
        return answer(InboxJson.item(item));
    }

    @POST
    @Path("{action: seen|read|unread|archive|unarchive}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "markInbox",
            summary = "Changes the state of items, by their ids or up to a cursor",
            description = "The change is an event tidings.inbox.changed, which all devices of the user get. It is"
                    + " idempotent. Up to a cursor, what comes later is untouched.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InboxAnswers.Change.class),
                            example = "{\"ids\": [\"6-1o\"]}"))
    @APIResponse(
            responseCode = "200",
            description = "The change is in the log; the counts are those after it",
            content = @Content(schema = @Schema(implementation = InboxAnswers.CountsOnly.class)))
    @APIResponse(
            responseCode = "429",
            description = "The user changes too much; tidings.inbox.marks.max-per-second",
            headers =
                    @Header(
                            name = HttpHeaders.RETRY_AFTER,
                            description = "Seconds to wait",
                            required = true,
                            schema = @Schema(type = SchemaType.INTEGER)),
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response mark(
            @PathParam("action")
                    @Parameter(
                            description = "The new state",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"seen", "read", "unread", "archive", "unarchive"}),
                            example = "read")
                    String action,
            byte @Nullable [] body) {
        Subscriber subscriber = subscriber();
        try {
            MarkRequest request =
                    MarkRequest.ofBody(StateAction.of(action).orElseThrow(), body == null ? new byte[0] : body);
            return answer(InboxJson.counts(inbox.mark(subscriber, request)));
        } catch (MarkRefusedException e) {
            throw e.problem();
        }
    }

    /** Returns the user, where the inbox is on. */
    private Subscriber subscriber() {
        if (!config.enabled()) {
            throw ProblemException.notFound("the inbox is off (expected: tidings.inbox.enabled=true)");
        }
        if (!revocations.areKnown()) {
            // The user may have been logged out.
            throw ProblemException.unavailable("the pod is starting");
        }
        Identity current = identity.get();
        return new Subscriber(current.user(), current.groups(), current.login());
    }

    private static Response answer(byte[] json) {
        return Response.ok(json, MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
