package dev.tidings.inbox;

import dev.tidings.http.ProblemException;
import dev.tidings.session.Subscriber;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
    private final InboxUsers users;

    InboxResource(InboxService inbox, InboxUsers users) {
        this.inbox = inbox;
        this.users = users;
    }

    @GET
    @Operation(
            operationId = "listInbox",
            summary = "The items of the user's inbox, the newest first, with the counts and a cursor",
            description = "Items, counts and cursor are of one snapshot: a session that begins there gets"
                    + " exactly what came after it. Events for the token's groups and for everyone are among the items.")
    @APIResponse(
            responseCode = "200",
            description = "A page of items",
            content = @Content(schema = @Schema(implementation = InboxAnswers.Page.class)))
    public Response list(
            @QueryParam("filter")
                    @Parameter(
                            description = "all: not archived; unread: neither read nor archived; archived",
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
        Subscriber user = users.current();
        return answer(InboxJson.page(inbox.page(user, ItemQuery.of(filter, limit, before, type))));
    }

    @GET
    @Path("counts")
    @Operation(operationId = "countInbox", summary = "How many items the user has not seen and not read")
    @APIResponse(
            responseCode = "200",
            description = "The counts, and the cursor at which they hold",
            content = @Content(schema = @Schema(implementation = InboxAnswers.CountsOnly.class)))
    public Response counts() {
        return answer(InboxJson.counts(inbox.counts(users.current())));
    }

    /** Another path than that of an id is no item, so that it is answered like any unknown path. */
    @GET
    @Path("{id: [0-9a-v]+-[0-9a-v]+}")
    @Operation(operationId = "findInboxItem", summary = "One item of the user's inbox")
    @APIResponse(
            responseCode = "200",
            description = "The item",
            content = @Content(schema = @Schema(implementation = InboxAnswers.Item.class)))
    public Response item(
            @PathParam("id")
                    @Parameter(
                            description = "The id of an item",
                            schema = @Schema(type = SchemaType.STRING, pattern = "^[0-9a-v]+-[0-9a-v]+$"),
                            example = "6-1o")
                    String id) {
        Subscriber user = users.current();
        InboxItem item = ItemId.parse(id)
                .flatMap(parsed -> inbox.item(user, parsed))
                .orElseThrow(() -> ProblemException.notFound("id: no item of yours (expected: one that is listed)"));
        return answer(InboxJson.item(item));
    }

    private static Response answer(byte[] json) {
        return Response.ok(json, MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
