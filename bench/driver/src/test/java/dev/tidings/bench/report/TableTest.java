package dev.tidings.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bench.machine.Machine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE =
            new Table("Drain", "Of a backlog.", List.of(Column.compared("CPU", "drain", "cpu")));

    @Test
    void showsMediansRangesAndRatiosToNetty() {
        String table = TABLE.of(new Summary(results(
                new Figure("netty", 1, "drain", Map.of("cpu", 8.0)),
                new Figure("tidings", 1, "drain", Map.of("cpu", 3.0)),
                new Figure("tidings", 2, "drain", Map.of("cpu", 5.0)))));
        assertThat(table)
                .contains("| subject | CPU | ÷ Netty |")
                .contains("| Netty | 8.00 | 1.00 |")
                .contains("| Tidings | 4.00 (3.00–5.00) | 0.50 |")
                .doesNotContain("Bun");
    }

    @Test
    void isLeftOutWhereNobodyWasMeasured() {
        assertThat(TABLE.of(new Summary(results()))).isEmpty();
    }

    private static Results results(Figure... figures) {
        List<Entrant> entrants = List.of(
                new Entrant("bun", "Bun", "Bun", "", "skipped", "no npm"),
                new Entrant("netty", "Netty", "Java", "", "measured", ""),
                new Entrant("tidings", "Tidings", "Java", "", "measured", ""));
        return new Results("2026-01-02", "full", 1, "", new Machine(2, 24, "", "", true), entrants, List.of(figures));
    }
}
