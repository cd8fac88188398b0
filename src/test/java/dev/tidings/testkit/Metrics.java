package dev.tidings.testkit;

/** Reads Prometheus' text format. */
final class Metrics {
    private Metrics() {}

    static double sum(String text, String metric, String... labels) {
        return text.lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .filter(line -> hasAll(line, labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static boolean hasAll(String line, String... labels) {
        for (int i = 0; i + 1 < labels.length; i += 2) {
            if (!line.contains(labels[i] + "=\"" + labels[i + 1] + "\"")) {
                return false;
            }
        }
        return true;
    }
}
