package dev.tidings.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The drawings of the page, by the names of their files. */
record Plots(Summary summary) {
    Map<String, String> all() {
        Lines lines = new Lines(summary);
        Map<String, Optional<String>> drawn = new LinkedHashMap<>();
        drawn.put(
                "drain",
                new BarChart("Drain: CPU, µs an event", List.of(Column.of("CPU", "drain", "cpu"))).of(summary));
        drawn.put(
                "latency",
                new BarChart(
                                "Latency at 2,000 events/s, ms",
                                List.of(Column.of("p50", "steady-2k", "p50"), Column.of("p99", "steady-2k", "p99")))
                        .of(summary));
        drawn.put(
                "idle",
                new BarChart(
                                "15,000 idle sessions: KiB each",
                                List.of(
                                        Column.of("live heap (JVMs)", "idle-15000", "heapKib"),
                                        Column.of("resident set", "idle-15000", "residentKib")))
                        .of(summary));
        drawn.put(
                "rate",
                new LineChart("CPU as events grow", "events a second", "CPU, ms a second")
                        .of(lines.growths(Growth::ofRate)));
        drawn.put(
                "sessions",
                new LineChart("Memory as sessions grow", "sessions", "MiB (heap of JVMs, else resident set)")
                        .of(lines.growths(Growth::ofSessions)));
        drawn.put(
                "fleet",
                new LineChart("CPU as instances grow, at 5,000 events/s", "instances", "CPU of all, µs an event")
                        .of(lines.growths(Growth::ofInstances)));
        Map<String, String> there = new LinkedHashMap<>();
        drawn.forEach((name, plot) -> plot.ifPresent(svg -> there.put(name, svg)));
        return there;
    }
}
