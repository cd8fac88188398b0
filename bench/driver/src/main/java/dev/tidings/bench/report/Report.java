package dev.tidings.bench.report;

import java.nio.file.Path;

/** What is told of a run. */
public record Report(Results results) {
    public static Report of(Results results) {
        return new Report(results);
    }

    public String tables() {
        return "";
    }

    public void write(Path docs) {}
}
