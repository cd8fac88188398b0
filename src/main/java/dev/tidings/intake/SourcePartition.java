package dev.tidings.intake;

/** One partition of a topic that intake reads. */
public record SourcePartition(String topic, int number) {}
