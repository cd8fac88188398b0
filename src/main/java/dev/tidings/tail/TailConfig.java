package dev.tidings.tail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the log is read. The client's own settings are {@code kafka.*}, as everywhere in Quarkus. */
@ConfigMapping(prefix = "tidings.tail")
public interface TailConfig {
    /** Key, headers and value of a record together, in bytes; a larger one is rejected. */
    @WithDefault("262144")
    int maxEventSize();

    /** Records that one poll may bring: many, so that what is for one session goes out in one write when behind. */
    @WithDefault("20000")
    int maxPollRecords();

    /** Bytes that one poll may bring; also a quarter of the window at most, so that no poll outruns its readers. */
    @WithDefault("4194304")
    int maxPollBytes();

    /** How long the broker may gather records before it answers; some milliseconds spare a fleet CPU. */
    @WithDefault("500ms")
    Duration fetchMaxWait();

    /** How many bytes the broker gathers before it answers early. */
    @WithDefault("1")
    int fetchMinBytes();

    /** How often topics are looked at again: added partitions, a topic made anew. */
    @WithDefault("30s")
    Duration refreshInterval();

    /**
     * Whether of the notifications only those partitions are read where users live who have a session here. Cheaper where a
     * load balancer keeps the users of a partition together, correct behind any.
     */
    @WithDefault("false")
    boolean affinity();

    /** How long a partition is still read when its last session has gone, so that one that comes back finds it. */
    @WithDefault("5m")
    Duration affinityLinger();

    /** How long the broker may be silent before the pod is no longer ready; sessions stay open all the same. */
    @WithDefault("15s")
    Duration brokerGrace();
}
