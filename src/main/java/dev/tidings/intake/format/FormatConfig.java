package dev.tidings.intake.format;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How much one record of another topic may hold. */
@ConfigMapping(prefix = "tidings.intake.format")
public interface FormatConfig {
    /**
     * Bytes of a record's value; a larger one is dead. So many single values (fields, items) may also come out of it, since a
     * few bytes of Avro or Protobuf can stand for any number of them. The default is what brokers take by default.
     */
    @WithDefault("1048576")
    int maxValueSize();

    /** How deep a value may be nested; a deeper one is dead. What reads it calls itself, so this bounds the stack. */
    @WithDefault("100")
    @Min(1)
    @Max(500)
    int maxDepth();
}
