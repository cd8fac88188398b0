package dev.tidings.bench.report;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The fitted lines, as a table. */
record Lines(Summary summary) {
    private static final String HEAD =
            "### How cost grows\n\nStraight lines y = a + b x through the medians, by least squares.\n\n"
                    + "| y | x | subject | a | b | R² |\n| --- | --- | --- | --- | --- | --- |\n";

    String table() {
        String rows = rows("CPU, ms a second", "events a second", Growth::ofRate)
                + rows("memory, MiB", "sessions", Growth::ofSessions)
                + rows("CPU, µs an event", "instances", Growth::ofInstances);
        return rows.isEmpty() ? "" : HEAD + rows + "\n";
    }

    private String rows(String y, String x, BiFunction<Summary, Entrant, Growth> growth) {
        return growths(growth).stream().map(each -> row(y, x, each)).collect(Collectors.joining());
    }

    List<Growth> growths(BiFunction<Summary, Entrant, Growth> growth) {
        return summary.measured().stream()
                .map(entrant -> growth.apply(summary, entrant))
                .filter(Growth::isOne)
                .toList();
    }

    private static String row(String y, String x, Growth growth) {
        Line line = growth.line();
        return Table.line(List.of(
                y,
                x,
                growth.title(),
                Numbers.text(line.a()),
                String.format(java.util.Locale.ROOT, "%.4g", line.b()),
                Numbers.text(line.r2())));
    }
}
