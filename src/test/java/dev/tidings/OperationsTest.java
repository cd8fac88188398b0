package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Markdown;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sizing table of docs/operations.md follows from the figures and formulas of that page. */
class OperationsTest {
    private static final double MICROS = 1e-6;
    private static final double KILOBYTES_OF_EVENT = 0.3;
    private static final double RESERVE = 1.25;
    private static final int STEP = 256;

    private final List<List<String>> rows = Markdown.page("operations.md").table("Sizing");
    private final Map<String, Double> figures = rows.stream()
            .filter(row -> row.size() == 3)
            .filter(row -> row.get(1).matches("[\\d.]+"))
            .collect(Collectors.toMap(row -> row.get(0), row -> Double.valueOf(row.get(1))));

    private double figure(String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    private static long number(String cell) {
        return Long.parseLong(cell.replace(",", ""));
    }

    private double cores(long sessions, long events, long pods) {
        double delivered = (double) events / pods;
        return figure("base CPU of a pod, cores")
                + delivered * figure("CPU of a delivered event, µs") * MICROS
                + (events - delivered) * figure("CPU of a record without a session here, µs") * MICROS
                + (double) sessions / pods * figure("CPU of an idle session, µs/s") * MICROS;
    }

    private boolean suffice(long sessions, long events, long pods) {
        double share = figure("cores of a pod") * figure("planned share of the cores");
        return sessions <= (pods - 1) * figure("sessions of a pod") && cores(sessions, events, pods) <= share;
    }

    private long megabytes(long sessions, long pods) {
        double needed = figure("memory of the process, MB")
                + figure("memory of windows and scans, MB")
                + sessions / (pods - 1.0) * figure("memory of a session, KB") / 1000;
        return (long) Math.ceil(needed * RESERVE / STEP) * STEP;
    }

    @Test
    void theTableOfSizesIsCorrect() {
        List<List<String>> table = rows.stream()
                .filter(row -> row.size() == 7 && row.get(0).matches("[\\d,]+"))
                .toList();
        assertThat(table).hasSizeGreaterThan(4).allSatisfy(row -> {
            long sessions = number(row.get(0));
            long events = number(row.get(1));
            long pods = number(row.get(2));
            assertThat(suffice(sessions, events, pods)).isTrue();
            assertThat(pods == 2 || !suffice(sessions, events, pods - 1))
                    .as("fewer would do")
                    .isTrue();
            assertThat(row.get(3)).isEqualTo("%.2f".formatted(cores(sessions, events, pods)));
            assertThat(number(row.get(4))).isEqualTo(megabytes(sessions, pods));
            assertThat(row.get(5)).isEqualTo("%.1f".formatted(pods * events * KILOBYTES_OF_EVENT / 1000));
        });
    }
}
