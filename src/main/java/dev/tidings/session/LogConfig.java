package dev.tidings.session;

import dev.tidings.event.Partitioner;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** How producers place records in the log. */
@ConfigMapping(prefix = "tidings.log")
public interface LogConfig {
    /**
     * How the producers of the log place a key: {@code murmur2} (Java, most Node clients), {@code crc32} (librdkafka: kcat,
     * Python, Go, .NET), {@code fnv1a} (Sarama). A user's cursor covers the partitions that these give.
     */
    @WithDefault("murmur2,crc32")
    List<Partitioner> partitioners();
}
