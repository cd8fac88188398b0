package dev.tidings.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What {@code POST /api/events} takes, and how much of it at once. */
@ConfigMapping(prefix = "tidings.publish")
public interface PublishConfig {
    /** Whether events are taken over HTTP, from whoever has the role {@code tidings-publisher}. */
    @WithDefault("true")
    boolean enabled();

    /** How much a 202 says, unless the request's header {@code Prefer} says otherwise. */
    @WithDefault("representation")
    Preference response();

    /** How long Kafka may take to acknowledge, before 503. */
    @WithDefault("5s")
    Duration timeout();

    /** Events that one request may hold. */
    @WithDefault("500")
    int maxBatch();

    /** Bytes of requests that may be on their way to Kafka at the same time, each counted with 1 KB more; over it 503. */
    @WithDefault("16777216")
    long maxPendingBytes();

    /** How long an {@code Idempotency-Key} is remembered, and what was answered. */
    @WithDefault("1h")
    Duration rememberedFor();

    /** Memory for them, some 400 bytes for an event; over it the oldest are forgotten. */
    @WithDefault("8388608")
    long maxRememberedBytes();
}
