package dev.tidings.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonObject;

/** An administrator who looks at dead letters and retries them. */
record DeadLetterClient(TidingsProcess tidings, Issuer issuer) {
    static final String PATH = "/api/admin/dead-letters";

    /** Returns the answer of a request that succeeds. */
    JsonObject get(String query) {
        Http.Answer answer = ask(query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    Http.Answer ask(String query) {
        return Http.get(tidings.http(PATH + query), "Authorization", bearer());
    }

    Http.Answer post(String path) {
        return Http.post(tidings.http(PATH + path), "application/json", "", "Authorization", bearer());
    }

    private String bearer() {
        return "Bearer " + issuer.mint("root").groups("tidings-admin").sign();
    }
}
