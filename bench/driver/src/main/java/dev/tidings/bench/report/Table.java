package dev.tidings.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One of Markdown, with a row for each subject that has a figure in it. */
record Table(String title, String caption, List<Column> columns) {
    String of(Summary summary) {
        List<String> rows = summary.measured().stream()
                .filter(entrant -> columns.stream().anyMatch(column -> stat(summary, entrant.name(), column)
                        .isPresent()))
                .map(entrant -> row(summary, entrant))
                .toList();
        if (rows.isEmpty()) {
            return "";
        }
        return "### " + title + "\n\n" + caption + "\n\n" + head() + String.join("", rows) + "\n";
    }

    private String head() {
        List<String> titles = new ArrayList<>(List.of("subject"));
        for (Column column : columns) {
            titles.add(column.title());
            if (column.compared()) {
                titles.add("÷ Netty");
            }
        }
        String line = titles.stream().map(title -> " --- |").collect(Collectors.joining("", "|", "\n"));
        return line(titles) + line;
    }

    private String row(Summary summary, Entrant entrant) {
        List<String> cells = new ArrayList<>(List.of(entrant.title()));
        for (Column column : columns) {
            Optional<Stat> stat = stat(summary, entrant.name(), column);
            cells.add(stat.map(Stat::toString).orElse(""));
            if (column.compared()) {
                cells.add(ratio(stat, stat(summary, Column.YARDSTICK, column)));
            }
        }
        return line(cells);
    }

    private static String ratio(Optional<Stat> of, Optional<Stat> to) {
        if (of.isEmpty() || to.isEmpty() || to.get().median() == 0) {
            return "";
        }
        return Numbers.text(of.get().median() / to.get().median());
    }

    private static Optional<Stat> stat(Summary summary, String subject, Column column) {
        return summary.stat(subject, column.work(), column.metric());
    }

    static String line(List<String> cells) {
        return cells.stream().map(cell -> " " + cell + " |").collect(Collectors.joining("", "|", "\n"));
    }
}
