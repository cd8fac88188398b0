package dev.tidings.intake.format;

import org.jspecify.annotations.Nullable;

/** A record's header, as it stands in Kafka; a name may come more than once. */
@SuppressWarnings("ArrayRecordComponent")
public record SourceHeader(String name, byte @Nullable [] value) {}
