package dev.tidings.bench.report;

/** A subject of a run, and whether it was "measured", "skipped" or has "failed", and why. */
public record Entrant(String name, String title, String language, String note, String status, String reason) {}
