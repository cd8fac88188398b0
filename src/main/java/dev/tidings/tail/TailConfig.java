package dev.tidings.tail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings for reading the log. The client's own settings are {@code kafka.*}, as everywhere in Quarkus. */
@ConfigMapping(prefix = "tidings.tail")
public interface TailConfig {
    /** The maximum size of a record's key, headers and value together, in bytes; a larger record is rejected. */
    @WithDefault("262144")
    int maxEventSize();

    /** The maximum of records of one poll: many, so that one write carries all for a session when behind. */
    @WithDefault("20000")
    int maxPollRecords();

    /** The maximum of bytes of one poll; also a quarter of the window at most, so that no poll outruns its readers. */
    @WithDefault("4194304")
    int maxPollBytes();

    /** The time that the broker may gather records before it answers; some milliseconds save CPU across a fleet. */
    @WithDefault("500ms")
    Duration fetchMaxWait();

    /** The number of bytes after which the broker answers early. */
    @WithDefault("1")
    int fetchMinBytes();

    /** The interval at which topics are refreshed: added partitions, a recreated topic. */
    @WithDefault("30s")
    Duration refreshInterval();

    /**
     * If true, the pod reads only those partitions of the notifications in which users of its sessions live. This is
     * cheaper if a load balancer keeps the users of a partition together, and correct behind any.
     */
    @WithDefault("false")
    boolean affinity();

    /** The time that a partition is still read after its last session, so that one that reconnects finds it. */
    @WithDefault("5m")
    Duration affinityLinger();

    /** The time that the broker may be silent before the pod is no longer ready; sessions stay open all the same. */
    @WithDefault("15s")
    Duration brokerGrace();
}
