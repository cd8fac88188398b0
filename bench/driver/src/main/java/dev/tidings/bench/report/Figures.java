package dev.tidings.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** All that was measured so far. */
public final class Figures {
    /** Read by another thread where a run is interrupted. */
    private final List<Figure> all = new CopyOnWriteArrayList<>();

    private final boolean told;

    private Figures(boolean told) {
        this.told = told;
    }

    /** Each is told as it comes. */
    public static Figures told() {
        return new Figures(true);
    }

    /** Nobody wants them. */
    public static Figures untold() {
        return new Figures(false);
    }

    public void add(Figure figure) {
        all.add(figure);
        if (told) {
            System.out.printf("  %-18s %-20s %s%n", figure.subject(), figure.work(), line(figure.values()));
        }
    }

    public List<Figure> all() {
        return List.copyOf(all);
    }

    private static String line(Map<String, Double> values) {
        return values.entrySet().stream()
                .filter(value -> !value.getValue().isNaN())
                .map(value -> value.getKey() + "=" + number(value.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String number(double value) {
        String pattern = value == Math.rint(value) || Math.abs(value) >= 1_000 ? "%.0f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }
}
