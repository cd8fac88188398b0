package dev.tidings.inbox;

import dev.tidings.event.UserId;
import dev.tidings.http.ProblemException;
import dev.tidings.http.Questions;
import dev.tidings.identity.Revocations;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Gives a user's inbox to administrators as a whole, or erases it: one request at a time. */
@Path("/api/admin/users/{user: .+}/inbox")
@RolesAllowed("tidings-admin")
@Tag(name = "Inbox administration")
@APIResponse(responseCode = "404", ref = "NotFound")
class InboxAdminResource {
    static final String BATCH = "application/cloudevents-batch+json";

    private final InboxDatabase database;
    private final InboxEraser eraser;
    private final InboxExport export;
    private final Questions questions;

    InboxAdminResource(InboxDatabase database, InboxEraser eraser, InboxExport export, Revocations revocations) {
        this.database = database;
        this.eraser = eraser;
        this.export = export;
        this.questions = new Questions(revocations::areKnown);
    }

    /** Exports the events of a user, who is named as in a record's key, which may contain slashes. */
    @GET
    @Blocking
    @Produces(BATCH)
    @Operation(operationId = "exportInbox", summary = "All events of a user's inbox, the oldest first")
    @APIResponse(
            responseCode = "200",
            description = "The events, as a CloudEvents batch; none for a user without any",
            content =
                    @Content(
                            mediaType = BATCH,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Object.class)))
    @APIResponse(responseCode = "406", ref = "NotAcceptable")
    public StreamingOutput export(
            @PathParam("user")
                    @Parameter(
                            description = "The user's id, percent-encoded; it may have slashes",
                            schema = @Schema(type = SchemaType.STRING, minLength = 1),
                            example = "alice")
                    String user) {
        UserId owner = owner(user);
        return out -> questions.answer(() -> {
            write(owner, out);
            return true;
        });
    }

    private void write(UserId user, java.io.OutputStream out) {
        try {
            export.write(user, out);
        } catch (SQLException e) {
            throw unavailable();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @DELETE
    @Blocking
    @Operation(
            operationId = "eraseInbox",
            summary = "Erases a user's inbox, and keeps out of it what the log holds of the user until now")
    @APIResponse(responseCode = "204", description = "The inbox is empty, whether there was one or not")
    public void erase(
            @PathParam("user")
                    @Parameter(
                            description = "The user's id, percent-encoded; it may have slashes",
                            schema = @Schema(type = SchemaType.STRING, minLength = 1),
                            example = "alice")
                    String user) {
        UserId owner = owner(user);
        var unused = questions.answer(() -> {
            try {
                eraser.erase(owner);
                return true;
            } catch (SQLException e) {
                throw unavailable();
            } catch (CompletionException e) {
                throw ProblemException.unavailable("Kafka does not say where the log ends, nothing was erased");
            }
        });
    }

    private UserId owner(String user) {
        if (!database.isOn()) {
            throw ProblemException.notFound("the inbox is off (expected: tidings.inbox.enabled, and a database)");
        }
        if (user.indexOf('\0') >= 0) {
            throw ProblemException.bad("user: a name with U+0000 (expected: another, no inbox has it)");
        }
        if (!database.isMigrated()) {
            throw unavailable();
        }
        return new UserId(user);
    }

    private static ProblemException unavailable() {
        return ProblemException.unavailable("the inbox's database does not answer");
    }
}
