package dev.tidings.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** How other topics are read and mapped onto the log, and what is remembered of it. */
@ConfigMapping(prefix = "tidings.intake")
public interface IntakeConfig {
    /** The consumer group of all pods together; with it the names of their transactional ids begin. */
    @WithDefault("tidings-intake")
    String group();

    /**
     * A name of this pod that it keeps over its restarts (a StatefulSet's): its partitions then wait for it for as long as
     * {@code kafka.session.timeout.ms}, and are not handed to others meanwhile. No two pods may have the same.
     */
    Optional<String> instanceId();

    /** Where to begin in a topic that the group has never read and that was there before its route. */
    enum Start {
        /** With what comes from now on. */
        LATEST,
        /** With the oldest record that there is. */
        EARLIEST
    }

    /** Where a topic begins whose route is new; one that comes into being later is always read from its beginning. */
    @WithDefault("latest")
    Start start();

    /** How long a pod waits at its start, before it is ready, for the topics of its routes to have a start in the group. */
    @WithDefault("30s")
    Duration startTimeout();

    /** Records that one transaction takes at most. */
    @WithDefault("2000")
    int maxPollRecords();

    /** Bytes of records that are fetched ahead from one broker. */
    @WithDefault("8388608")
    int maxPollBytes();

    /** Bytes of events after which a transaction takes no further record, however many recipients each has. */
    @WithDefault("16777216")
    long maxBatchBytes();

    /** How long a transaction may be open; as long the log waits for a pod that was killed in one. */
    @WithDefault("15s")
    Duration transactionTimeout();

    /** How often topics are looked for: those that a route names and that do not exist yet, and those of patterns. */
    @WithDefault("10s")
    Duration refreshInterval();

    /** How long an event's source and id are remembered, so that it is written once however often it comes; 0 turns it off. */
    @WithDefault("24h")
    Duration repetitionWindow();

    /** Events that are remembered on this pod, about 40 bytes each; over it the oldest are forgotten before their time. */
    @WithDefault("2000000")
    @Min(1)
    int maxRemembered();

    /** Recipients whose limits are counted on this pod, about 200 bytes each; over it some get more than they should. */
    @WithDefault("100000")
    @Min(1)
    int maxRecipients();

    /** Events that wait for their recipient's turn where a route collapses; over it they are dropped. */
    @WithDefault("10000")
    @Min(1)
    int maxWaiting();
}
