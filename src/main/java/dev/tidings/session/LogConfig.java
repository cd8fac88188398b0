package dev.tidings.session;

import dev.tidings.event.Partitioner;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** The placement of records in the log by its producers. */
@ConfigMapping(prefix = "tidings.log")
public interface LogConfig {
    /**
     * The ways in which the producers of the log place a key: {@code murmur2} (Java, most Node clients), {@code crc32}
     * (librdkafka: kcat, Python, Go, .NET), {@code fnv1a} (Sarama). A user's cursor covers the partitions that these
     * give.
     */
    @WithDefault("murmur2,crc32")
    List<Partitioner> partitioners();
}
