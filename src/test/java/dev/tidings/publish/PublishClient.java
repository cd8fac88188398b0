package dev.tidings.publish;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A service that publishes events at an instance. */
record PublishClient(TidingsProcess tidings, Issuer issuer) {
    static final String STRUCTURED = "application/cloudevents+json";

    /** Returns a structured event for this audience. */
    static String event(String id, String audience) {
        return new JsonObject(TestLog.cloudEvent(id)).put("audience", audience).encode();
    }

    Http.Answer post(String type, String body, String... headers) {
        return postAs(token(), type, body, headers);
    }

    Http.Answer postAs(String token, String type, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + token));
        all.addAll(List.of(headers));
        return Http.post(tidings.http("/api/events"), type, body, all.toArray(String[]::new));
    }

    /** Returns a token as an issuer gives it to a service for its client credentials: the client is the subject. */
    private String token() {
        return issuer.mint("service-account-shop")
                .groups("tidings-publisher")
                .claim("azp", "shop")
                .sign();
    }
}
