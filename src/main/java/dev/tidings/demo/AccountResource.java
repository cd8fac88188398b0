package dev.tidings.demo;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Signs users of the page in. */
@Path("/demo")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class AccountResource {
    private static final int MAX_NAME = 200;
    private static final int MAX_TOKEN = 16_384;

    private final TokenEndpoint issuer;
    private final DemoConfig config;

    AccountResource(TokenEndpoint issuer, DemoConfig config) {
        this.issuer = issuer;
        this.config = config;
    }

    /** The facts that the page needs before a user has signed in. */
    record Facts(boolean passwordNeeded, List<String> names, List<String> groups, long now) {}

    @GET
    @Path("config")
    @Operation(hidden = true)
    public Response config() {
        boolean passwordNeeded = config.password().isEmpty();
        return uncached(new Facts(passwordNeeded, config.names(), config.groups(), System.currentTimeMillis()));
    }

    @POST
    @Path("sign-in")
    @Operation(hidden = true)
    public Uni<Response> signIn(byte[] body) {
        Fields fields = Fields.of(body);
        String name = fields.text("name", MAX_NAME);
        String password = config.password().orElseGet(() -> fields.text("password", MAX_NAME));
        return tokens(Map.of("grant_type", "password", "username", name, "password", password, "scope", "openid"));
    }

    @POST
    @Path("refresh")
    @Operation(hidden = true)
    public Uni<Response> refresh(byte[] body) {
        String token = Fields.of(body).text("refresh_token", MAX_TOKEN);
        return tokens(Map.of("grant_type", "refresh_token", "refresh_token", token));
    }

    private Uni<Response> tokens(Map<String, String> grant) {
        return issuer.grant(grant).map(AccountResource::forPage).map(AccountResource::uncached);
    }

    /** Returns only the parts of the issuer's answer that the page uses. */
    private static Map<String, Object> forPage(JsonObject tokens) {
        Map<String, Object> answer = new HashMap<>();
        for (String name : List.of("access_token", "refresh_token", "expires_in")) {
            if (tokens.getValue(name) != null) {
                answer.put(name, tokens.getValue(name));
            }
        }
        return answer;
    }

    private static Response uncached(Object entity) {
        CacheControl control = new CacheControl();
        control.setNoStore(true);
        return Response.ok(entity).cacheControl(control).build();
    }
}
