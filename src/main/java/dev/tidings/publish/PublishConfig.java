package dev.tidings.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Configures {@code POST /api/events} and its limits. */
@ConfigMapping(prefix = "tidings.publish")
public interface PublishConfig {
    /** True if events are accepted over HTTP, from callers with the role {@code tidings-publisher}. */
    @WithDefault("true")
    boolean enabled();

    /** Content of a 202 answer, unless the request's header {@code Prefer} overrides it. */
    @WithDefault("representation")
    Preference response();

    /** Time limit for Kafka's acknowledgement; after it the answer is 503. */
    @WithDefault("5s")
    Duration timeout();

    /** Maximum number of events in one request. */
    @WithDefault("500")
    int maxBatch();

    /** Maximum bytes of requests in flight to Kafka, each counted with 1 KB more; above that the answer is 503. */
    @WithDefault("16777216")
    long maxPendingBytes();

    /** Time for which an {@code Idempotency-Key} and its answer are stored. */
    @WithDefault("1h")
    Duration rememberedFor();

    /** Memory for the stored answers, some 400 bytes for an event; above that the oldest are removed. */
    @WithDefault("8388608")
    long maxRememberedBytes();
}
