package dev.tidings.bench.report;

/** One of a plot. */
public record Point(double x, double y) {}
