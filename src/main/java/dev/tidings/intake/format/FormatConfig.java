package dev.tidings.intake.format;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Limits the size and the depth of one record of another topic. */
@ConfigMapping(prefix = "tidings.intake.format")
public interface FormatConfig {
    /**
     * Maximum bytes of a record's value; a larger one is dead. The same number limits its single values (fields,
     * items), since a few bytes of Avro or Protobuf can hold any number of them. The default is the default limit of
     * brokers.
     */
    @WithDefault("1048576")
    int maxValueSize();

    /** Maximum nesting depth of a value; a deeper one is dead. The readers are recursive, so this bounds the stack. */
    @WithDefault("100")
    @Min(1)
    @Max(500)
    int maxDepth();
}
