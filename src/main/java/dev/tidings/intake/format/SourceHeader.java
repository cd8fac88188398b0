package dev.tidings.intake.format;

import org.jspecify.annotations.Nullable;

/** A record's header in Kafka; a name may occur more than once. */
@SuppressWarnings("ArrayRecordComponent")
public record SourceHeader(String name, byte @Nullable [] value) {}
