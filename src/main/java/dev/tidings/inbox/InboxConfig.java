package dev.tidings.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * Configures the inbox. The database's address and account are Quarkus' own keys, {@code quarkus.datasource.jdbc.url},
 * {@code .username} and {@code .password}; the consumer's are {@code mp.messaging.incoming.inbox-log.*}.
 */
@ConfigMapping(prefix = "tidings.inbox")
public interface InboxConfig {
    /** Projects the log to PostgreSQL and serves the inbox. Off, there is no connection and no thread. */
    @WithDefault("false")
    boolean enabled();

    /** Time for which events and their states are kept, at least; a table's partition is dropped as a whole. */
    @WithDefault("90d")
    Duration retention();
}
