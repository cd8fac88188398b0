package dev.tidings.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tidings.bench.machine.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All of a run, raw, as it stands in a file. */
public record Results(
        String date,
        String form,
        double minutes,
        String jvm,
        Machine machine,
        List<Entrant> entrants,
        List<Figure> figures) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public static Results read(Path file) {
        try {
            return JSON.readValue(file.toFile(), Results.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": unreadable (expected: results of a run)", e);
        }
    }

    /** Writes it into that folder, named by day and form; returns where. */
    public Path write(Path folder) {
        Path file = folder.resolve(date + "-" + form + ".json");
        try {
            Files.createDirectories(folder);
            JSON.writeValue(file.toFile(), this);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
