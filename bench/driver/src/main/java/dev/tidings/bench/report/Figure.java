package dev.tidings.bench.report;

import java.util.Map;

/** What was measured of a subject in one round of one work. */
public record Figure(String subject, int round, String work, Map<String, Double> values) {}
