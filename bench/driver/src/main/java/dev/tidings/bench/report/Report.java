package dev.tidings.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is told of a run: tables, drawings, and both on a page between its marks. */
public final class Report {
    private static final String BEGIN = "<!-- bench:begin -->";
    private static final String END = "<!-- bench:end -->";
    private static final String PAGE = "performance.md";
    private static final String PLOTS = "performance";

    private final Summary summary;

    private Report(Results results) {
        this.summary = new Summary(results);
    }

    public static Report of(Results results) {
        return new Report(results);
    }

    /** In Markdown. */
    public String tables() {
        Accounts accounts = new Accounts(summary);
        return machine()
                + accounts.entrants()
                + Tables.ALL.stream().map(table -> table.of(summary)).collect(Collectors.joining())
                + floor()
                + new Lines(summary).table()
                + accounts.flaws();
    }

    private String floor() {
        return summary.stat("floor", "raw-send", "cpu")
                .map(send ->
                        "### The floor\n\nThe driver itself: writing an event to one of as many sockets takes %s µs, and reading a record"
                                        .formatted(send)
                                + " with a bare consumer takes " + poll() + " µs.\n\n")
                .orElse("");
    }

    private String poll() {
        return summary.stat("floor", "raw-poll", "cpu").map(Stat::toString).orElse("?");
    }

    private String machine() {
        Results run = summary.results();
        return String.format(
                Locale.ROOT,
                "Run of %s (%s): %d cores, %d GiB, %s, JDK %s, JVMs with `%s`; rounds: %d; %s; %.0f minutes.%n%n",
                run.date(),
                run.form(),
                run.machine().cores(),
                run.machine().memoryGib(),
                run.machine().kernel(),
                run.machine().jdk(),
                run.jvm(),
                run.figures().stream().mapToInt(Figure::round).max().orElse(0),
                run.machine().pinned() ? "pinned while draining" : "not pinned",
                run.minutes());
    }

    /** Puts the drawings and, between its marks, the tables into the page of that folder. */
    public void write(Path docs) {
        Path page = docs.resolve(PAGE);
        try {
            String text = Files.readString(page);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IllegalStateException(page + ": no marks (expected: " + BEGIN + " and " + END + ")");
            }
            Map<String, String> plots = new Plots(summary).all();
            Files.createDirectories(docs.resolve(PLOTS));
            for (Map.Entry<String, String> plot : plots.entrySet()) {
                Files.writeString(docs.resolve(PLOTS).resolve(plot.getKey() + ".svg"), plot.getValue());
            }
            String before = text.substring(0, begin + BEGIN.length());
            Files.writeString(page, before + "\n\n" + body(plots) + "\n" + text.substring(end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String body(Map<String, String> plots) {
        String images = plots.keySet().stream()
                .map(name -> "![" + name + "](" + PLOTS + "/" + name + ".svg)\n")
                .collect(Collectors.joining("\n"));
        return tables() + "### Plots\n\n" + images;
    }
}
