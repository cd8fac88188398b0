package dev.tidings.identity.logout;

import dev.tidings.http.Problem;
import dev.tidings.identity.RefusalLog;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Receives logouts from issuers (OpenID Connect Back-Channel Logout 1.0), on behalf of the front ends. */
@Path("/backchannel-logout")
class BackChannelLogout {
    private static final String BY = "issuer";

    private final LogoutTokens tokens;
    private final LogoutPublisher publisher;
    private final LogoutObserver observer;
    private final RefusalLog log;
    private final Semaphore room;

    BackChannelLogout(
            LogoutTokens tokens,
            LogoutPublisher publisher,
            LogoutObserver observer,
            RefusalLog log,
            LogoutConfig config) {
        this.tokens = tokens;
        this.publisher = publisher;
        this.observer = observer;
        this.log = log;
        this.room = new Semaphore(config.maxPending());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(operationId = "logoutByIssuer", summary = "Receives a logout token from an OpenID Connect issuer")
    @Tag(name = "Logout")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            schema = @Schema(implementation = LogoutForm.LogoutTokenForm.class)))
    @APIResponse(
            responseCode = "200",
            description = "The logout is stored in Kafka; all pods close the sessions that it covers")
    @APIResponse(
            responseCode = "400",
            description = "The logout token is refused (OpenID Connect Back-Channel Logout 1.0, 2.8)",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = LogoutForm.LogoutError.class)),
                @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class))
            })
    @APIResponse(
            responseCode = "404",
            description = "Back-channel logout is off: tidings.identity.logout.client-ids is empty",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Response> logout(String form) {
        if (!tokens.areEnabled()) {
            return Uni.createFrom()
                    .item(Problem.of(
                            404,
                            "Not found",
                            "back-channel logout is off (expected: tidings.identity.logout.client-ids)"));
        }
        String token = LogoutForm.token(form);
        if (token == null) {
            return Uni.createFrom().item(refused(LogoutFault.MISSING));
        }
        if (!room.tryAcquire()) {
            return Uni.createFrom().item(unavailable("too many logouts at once"));
        }
        return tokens.verify(token).chain(this::publish).eventually(() -> room.release());
    }

    private Uni<Response> publish(LogoutCheck check) {
        if (check instanceof LogoutCheck.Good good) {
            return publisher
                    .publish(good.logout(), BY)
                    .map(written -> accepted())
                    .onFailure()
                    .invoke(failure -> tokens.release(good))
                    .onFailure()
                    .recoverWithItem(() -> unavailable("the logout could not be written to Kafka"));
        }
        return Uni.createFrom()
                .item(
                        check instanceof LogoutCheck.Bad bad
                                ? refused(bad.fault())
                                : unavailable("the issuer's keys cannot be read"));
    }

    private Response accepted() {
        observer.completed(BY, "published");
        return Response.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    /** Returns the error of RFC 6749, as the specification requires (2.8), with no part of the token. */
    private Response refused(LogoutFault fault) {
        observer.completed(BY, fault.label());
        log.refusedLogout(fault.label());
        String body = new JsonObject()
                .put("error", "invalid_request")
                .put("error_description", fault.description())
                .encode();
        return Response.status(Response.Status.BAD_REQUEST)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .type(MediaType.APPLICATION_JSON)
                .entity(body)
                .build();
    }

    private Response unavailable(String detail) {
        observer.completed(BY, "unavailable");
        return Problem.unavailable(detail);
    }
}
