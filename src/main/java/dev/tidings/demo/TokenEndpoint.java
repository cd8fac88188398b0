package dev.tidings.demo;

import dev.tidings.http.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Calls the issuer's token endpoint for the page, since a development issuer allows no page of another origin. */
@Singleton
class TokenEndpoint {
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final WebClient http;
    private final Optional<String> issuer;
    private final Optional<String> clientId;
    private final Optional<String> clientSecret;
    private final long patience;

    TokenEndpoint(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> issuer,
            @ConfigProperty(name = "quarkus.oidc.client-id") Optional<String> clientId,
            @ConfigProperty(name = "quarkus.oidc.credentials.secret") Optional<String> clientSecret,
            DemoConfig config) {
        this.patience = config.patience().toMillis();
        this.http = WebClient.create(vertx, new WebClientOptions().setConnectTimeout((int) patience));
        this.issuer = issuer;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /** Requests tokens. Fails with a problem that may be shown: the issuer refused, or does not answer. */
    Uni<JsonObject> grant(Map<String, String> parameters) {
        MultiMap form = MultiMap.caseInsensitiveMultiMap().addAll(parameters);
        clientId.ifPresent(id -> form.add("client_id", id));
        clientSecret.ifPresent(secret -> form.add("client_secret", secret));
        return address()
                .chain(address -> http.postAbs(address).timeout(patience).sendForm(form))
                .onFailure(failure -> !(failure instanceof ProblemException))
                .transform(failure -> ProblemException.unavailable("the issuer does not answer"))
                .map(TokenEndpoint::tokens);
    }

    private Uni<String> address() {
        String url = issuer.orElseThrow(() -> ProblemException.unavailable("quarkus.oidc.auth-server-url: missing"));
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return http.getAbs(base + DISCOVERY).timeout(patience).send().map(answer -> answer.bodyAsJsonObject()
                .getString("token_endpoint"));
    }

    private static JsonObject tokens(HttpResponse<Buffer> answer) {
        JsonObject body = json(answer);
        if (answer.statusCode() == 200 && body.containsKey("access_token")) {
            return body;
        }
        if (answer.statusCode() >= 500) {
            throw ProblemException.unavailable("the issuer answered " + answer.statusCode());
        }
        String why = body.getString("error_description", body.getString("error", "status " + answer.statusCode()));
        throw ProblemException.unauthorized("Not signed in", "the issuer refused: " + why);
    }

    private static JsonObject json(HttpResponse<Buffer> answer) {
        try {
            JsonObject body = answer.bodyAsJsonObject();
            return body == null ? new JsonObject() : body;
        } catch (DecodeException e) {
            return new JsonObject();
        }
    }
}
