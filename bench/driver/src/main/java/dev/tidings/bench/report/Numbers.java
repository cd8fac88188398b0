package dev.tidings.bench.report;

import java.util.Locale;

/** As many digits as a figure of a noisy machine deserves. */
final class Numbers {
    private Numbers() {}

    static String text(double value) {
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
