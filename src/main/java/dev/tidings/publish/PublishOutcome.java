package dev.tidings.publish;

import dev.tidings.http.ProblemException;
import io.vertx.core.json.JsonArray;
import org.jspecify.annotations.Nullable;

/** What became of a request to publish. */
sealed interface PublishOutcome {
    /**
     * Kafka has all of its events.
     *
     * @param repeated it was here before, and was not obeyed again
     */
    record Accepted(String json, boolean repeated) implements PublishOutcome {}

    record Refused(ProblemException because) implements PublishOutcome {}

    /**
     * Kafka has not all of them, as far as is known.
     *
     * @param events what became of each, where Kafka was asked
     */
    record Unavailable(String detail, @Nullable JsonArray events) implements PublishOutcome {}
}
