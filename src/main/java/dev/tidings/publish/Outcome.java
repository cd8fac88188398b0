package dev.tidings.publish;

import dev.tidings.http.ProblemException;
import io.vertx.core.json.JsonArray;
import org.jspecify.annotations.Nullable;

/** What became of a request to publish. */
sealed interface Outcome {
    /**
     * Kafka has all of its events.
     *
     * @param repeated it was here before, and was not obeyed again
     */
    record Accepted(String json, boolean repeated) implements Outcome {}

    record Refused(ProblemException because) implements Outcome {}

    /**
     * Kafka has not all of them, as far as is known.
     *
     * @param events what became of each, where Kafka was asked
     */
    record Unavailable(String detail, @Nullable JsonArray events) implements Outcome {}
}
