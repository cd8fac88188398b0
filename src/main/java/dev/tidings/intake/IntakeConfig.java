package dev.tidings.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** Configures how other topics are read and mapped onto the log, and how long events are remembered. */
@ConfigMapping(prefix = "tidings.intake")
public interface IntakeConfig {
    /** The consumer group of all pods. The transactional ids begin with its name. */
    @WithDefault("tidings-intake")
    String group();

    /**
     * A stable name of this pod, as in a StatefulSet. Over restarts its partitions are kept for it for
     * {@code kafka.session.timeout.ms}, and are not assigned to others meanwhile. No two pods may have the same.
     */
    Optional<String> instanceId();

    /** The start in a topic that the group has never read and that existed before its route. */
    enum Start {
        /** Start with new records. */
        LATEST,
        /** Start with the oldest record. */
        EARLIEST
    }

    /** The start of a topic whose route is new; a topic that is created later is always read from its beginning. */
    @WithDefault("latest")
    Start start();

    /** Time that a pod waits at its start, before it is ready, until its routes' topics have a start in the group. */
    @WithDefault("30s")
    Duration startTimeout();

    /** Maximum number of records of one transaction. */
    @WithDefault("2000")
    int maxPollRecords();

    /** Bytes of records that are fetched ahead from one broker. */
    @WithDefault("8388608")
    int maxPollBytes();

    /** Bytes of events after which a transaction takes no further record, whatever the number of recipients. */
    @WithDefault("16777216")
    long maxBatchBytes();

    /** Maximum duration of a transaction; if a pod is killed in one, the log waits for so long. */
    @WithDefault("15s")
    Duration transactionTimeout();

    /** Interval at which topics are looked up: missing topics of routes, and topics that match patterns. */
    @WithDefault("10s")
    Duration refreshInterval();

    /** Time for which an event's source and id are remembered, so that each event is written once; 0 turns it off. */
    @WithDefault("24h")
    Duration repetitionWindow();

    /** Events that are remembered on this pod, about 40 bytes each; above that the oldest are forgotten early. */
    @WithDefault("2000000")
    @Min(1)
    int maxRemembered();

    /** Recipients whose limits are counted on this pod, about 200 bytes each; above that some get more events. */
    @WithDefault("100000")
    @Min(1)
    int maxRecipients();

    /** Events that wait for their recipient's limit where a route collapses; above that they are dropped. */
    @WithDefault("10000")
    @Min(1)
    int maxWaiting();
}
