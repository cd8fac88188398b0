package dev.tidings.inbox;

import dev.tidings.http.Problem;
import dev.tidings.session.Subscriber;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Changes the state of items in the inbox of the user whose token the request has. Each change is an event, which all
 * devices of the user get, and is idempotent.
 */
@Path(InboxResource.PATH)
@Authenticated
@Blocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inbox")
@APIResponse(
        responseCode = "200",
        description = "The change is in the log, for all devices of the user; the counts are those after it",
        content = @Content(schema = @Schema(implementation = InboxAnswers.CountsOnly.class)))
@APIResponse(responseCode = "404", ref = "NotFound")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(
        responseCode = "429",
        description = "More changes of the user than tidings.inbox.marks.max-per-second",
        headers =
                @Header(
                        name = HttpHeaders.RETRY_AFTER,
                        description = "Seconds to wait",
                        required = true,
                        schema = @Schema(type = SchemaType.INTEGER)),
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
class InboxChangesResource {
    private final InboxService inbox;
    private final InboxUsers users;

    InboxChangesResource(InboxService inbox, InboxUsers users) {
        this.inbox = inbox;
        this.users = users;
    }

    @POST
    @Path("seen")
    @Operation(
            operationId = "seeItems",
            summary = "Marks items as seen",
            description = "With them all items before them in their partitions are seen, too.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = InboxAnswers.Change.class)))
    public Response seen(byte @Nullable [] body) {
        return mark(StateAction.SEEN, body);
    }

    @POST
    @Path("read")
    @Operation(
            operationId = "readItems",
            summary = "Marks items as read")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = InboxAnswers.Change.class)))
    public Response read(byte @Nullable [] body) {
        return mark(StateAction.READ, body);
    }

    @POST
    @Path("unread")
    @Operation(
            operationId = "unreadItems",
            summary = "Marks items as unread again")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = InboxAnswers.Change.class)))
    public Response unread(byte @Nullable [] body) {
        return mark(StateAction.UNREAD, body);
    }

    @POST
    @Path("archive")
    @Operation(
            operationId = "archiveItems",
            summary = "Takes items out of the list and out of the counts")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = InboxAnswers.Change.class)))
    public Response archive(byte @Nullable [] body) {
        return mark(StateAction.ARCHIVE, body);
    }

    @POST
    @Path("unarchive")
    @Operation(
            operationId = "unarchiveItems",
            summary = "Takes items out of the archive")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = InboxAnswers.Change.class)))
    public Response unarchive(byte @Nullable [] body) {
        return mark(StateAction.UNARCHIVE, body);
    }

    private Response mark(StateAction action, byte @Nullable [] body) {
        Subscriber user = users.current();
        try {
            MarkRequest request = MarkRequest.ofBody(action, body == null ? new byte[0] : body);
            return Response.ok(InboxJson.counts(inbox.mark(user, request)), MediaType.APPLICATION_JSON)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        } catch (MarkRefusedException e) {
            throw e.problem();
        }
    }
}
