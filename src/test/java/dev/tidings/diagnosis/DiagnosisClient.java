package dev.tidings.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.apache.kafka.clients.producer.RecordMetadata;

/** An administrator who asks an instance what became of events. */
record DiagnosisClient(TidingsProcess tidings, Issuer issuer) {
    /** Returns a client of an instance that has answered a first request, which loads classes. */
    static DiagnosisClient of(TidingsProcess tidings, Issuer issuer) {
        DiagnosisClient client = new DiagnosisClient(tidings, issuer);
        await().until(() -> client.get("/api/admin/users/warm/sessions").status() == 200);
        return client;
    }

    Http.Answer get(String path) {
        return get(path, issuer.mint("root").groups("tidings-admin").sign());
    }

    Http.Answer get(String path, String token) {
        return Http.get(tidings.http(path), "Authorization", "Bearer " + token);
    }

    /** Returns the answer of a request that succeeds, and that shows neither data nor tokens. */
    JsonObject ask(String path) {
        Http.Answer answer = get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("\"n\":1").doesNotContain("eyJ");
        return new JsonObject(answer.body());
    }

    /** Returns the only event that the answer is about. */
    JsonObject event(String asked) {
        JsonObject answer = ask("/api/admin/events/" + asked);
        assertThat(answer.getString("pod")).isNotBlank();
        assertThat(answer.getJsonArray("events")).hasSize(1);
        return answer.getJsonArray("events").getJsonObject(0);
    }

    JsonObject awaitVerdict(String asked, String verdict) {
        await().untilAsserted(
                        () -> assertThat(event(asked).getString("verdict")).isEqualTo(verdict));
        return event(asked);
    }

    JsonArray sessions(String user) {
        return ask("/api/admin/users/" + user + "/sessions").getJsonArray("sessions");
    }

    static JsonObject onlySession(JsonObject event) {
        assertThat(event.getJsonArray("sessions")).as(event.encodePrettily()).hasSize(1);
        return event.getJsonArray("sessions").getJsonObject(0);
    }

    /** Returns the position in the form that producers log. */
    static String position(RecordMetadata written) {
        return written.toString();
    }
}
