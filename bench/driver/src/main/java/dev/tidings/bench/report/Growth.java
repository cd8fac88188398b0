package dev.tidings.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How a subject's cost grows: points of one kind, in the order of x, and the line that is nearest to them. */
record Growth(String title, List<Point> points) {
    private static final Map<Integer, String> RATES = new TreeMap<>(Map.of(
            1_000, "growth-1000",
            2_500, "growth-2500",
            5_000, "growth-5000",
            10_000, "growth-10000",
            20_000, "steady-20k"));
    private static final List<Integer> SESSIONS = List.of(5_000, 15_000);
    private static final List<Integer> INSTANCES = List.of(1, 2, 4, 6);
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double KIB_PER_MIB = 1024;

    /** A line through two points says nothing that they do not. */
    private static final int LEAST = 3;

    boolean isOne() {
        return points.size() >= LEAST;
    }

    Line line() {
        return Line.through(points);
    }

    /** CPU, in ms a second, at so many events a second; 0 of them is 5,000 idle sessions. */
    static Growth ofRate(Summary summary, Entrant entrant) {
        List<Point> points = new ArrayList<>();
        summary.median(entrant.name(), "idle-5000", "cpuPerSecond")
                .ifPresent(micros -> points.add(new Point(0, micros * 5_000 / MICROS_PER_MILLI)));
        RATES.forEach((rate, work) -> summary.median(entrant.name(), work, "settledCpu")
                .ifPresent(micros -> points.add(new Point(rate, micros * rate / MICROS_PER_MILLI))));
        return new Growth(entrant.title(), points);
    }

    /** MiB that so many sessions add: live heap of a JVM, resident set of others. */
    static Growth ofSessions(Summary summary, Entrant entrant) {
        List<Point> points = new ArrayList<>();
        for (int sessions : SESSIONS) {
            kib(summary, entrant.name(), "idle-" + sessions)
                    .ifPresent(kib -> points.add(new Point(sessions, kib * sessions / KIB_PER_MIB)));
        }
        if (!points.isEmpty()) {
            points.add(0, new Point(0, 0));
        }
        return new Growth(entrant.title(), points);
    }

    private static Optional<Double> kib(Summary summary, String subject, String work) {
        return summary.median(subject, work, "heapKib").or(() -> summary.median(subject, work, "residentKib"));
    }

    /** CPU of all instances together, in µs an event. */
    static Growth ofInstances(Summary summary, Entrant entrant) {
        List<Point> points = new ArrayList<>();
        for (int instances : INSTANCES) {
            summary.median(entrant.name(), "fleet-" + instances, "settledCpu")
                    .ifPresent(cpu -> points.add(new Point(instances, cpu)));
        }
        return new Growth(entrant.title(), points);
    }
}
