package dev.tidings.bench.subject;

import dev.tidings.bench.load.Dialect;
import dev.tidings.bench.load.Dialects;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is measured, as {@code subject.properties} of its folder says; {@code works} are empty for the usual ones, and of
 * sessions it is given {@code most}.
 */
public record Subject(
        Path folder,
        String name,
        String title,
        String language,
        String note,
        String dialectName,
        Set<String> works,
        int most) {
    public static Subject in(Path folder) {
        Properties said = new Properties();
        Path file = folder.resolve("subject.properties");
        try (Reader reader = Files.newBufferedReader(file)) {
            said.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": unreadable (expected: a subject)", e);
        }
        return new Subject(
                folder,
                folder.getFileName().toString(),
                required(said, "title", file),
                required(said, "language", file),
                said.getProperty("note", ""),
                required(said, "dialect", file),
                words(said.getProperty("works", "")),
                Integer.parseInt(said.getProperty("most", "1000000")));
    }

    public Dialect dialect() {
        return Dialects.named(dialectName);
    }

    /** Whether it is one for that work, which {@code usual} is one that all do. */
    public boolean does(String work, boolean usual) {
        return works.isEmpty() ? usual : works.contains(work);
    }

    private static String required(Properties said, String key, Path file) {
        String value = said.getProperty(key);
        if (value == null) {
            throw new IllegalStateException(file + ": no " + key + " (expected: title, language, dialect)");
        }
        return value;
    }

    private static Set<String> words(String list) {
        return Arrays.stream(list.split("[ ,]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
