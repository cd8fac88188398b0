package dev.tidings.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The bounds of changes that users make in their inboxes. */
@ConfigMapping(prefix = "tidings.inbox.marks")
public interface MarkConfig {
    /**
     * Changes that one user may make per second on one pod, over HTTP and sockets together, and as many at once. Each
     * is one event in the log, whatever the number of its items.
     */
    @WithDefault("10")
    @Min(1)
    int maxPerSecond();

    /**
     * Changes that a pod makes at the same time. Each of them uses a connection to the database until Kafka has its
     * event, so the pool ({@code quarkus.datasource.jdbc.max-size}) should be larger.
     */
    @WithDefault("5")
    @Min(1)
    int maxAtOnce();

    /** Time for Kafka's acknowledgement of a change; after it 503, and the change may be made all the same. */
    @WithDefault("3s")
    Duration timeout();
}
