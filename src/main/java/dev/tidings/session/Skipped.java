package dev.tidings.session;

import dev.tidings.event.Partition;

/** Records of one partition that a session skips: those from {@code from} on, before {@code to}. */
public record Skipped(Partition partition, long from, long to) {}
