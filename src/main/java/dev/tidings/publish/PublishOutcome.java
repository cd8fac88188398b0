package dev.tidings.publish;

import dev.tidings.http.ProblemException;
import io.vertx.core.json.JsonArray;
import org.jspecify.annotations.Nullable;

/** The outcome of a request to publish. */
sealed interface PublishOutcome {
    /**
     * Kafka has acknowledged all events.
     *
     * @param repeated true for an earlier answer: the request was not executed again
     */
    record Accepted(String json, boolean repeated) implements PublishOutcome {}

    record Refused(ProblemException because) implements PublishOutcome {}

    /**
     * Kafka has not acknowledged all events, as far as is known.
     *
     * @param events the result of each event; null if nothing was sent to Kafka
     */
    record Unavailable(String detail, @Nullable JsonArray events) implements PublishOutcome {}
}
