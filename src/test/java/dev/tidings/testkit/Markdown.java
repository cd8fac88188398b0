package dev.tidings.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A document, so that tests can hold it to the code. */
public record Markdown(Path file, String text) {
    public static Markdown readme() {
        return of(Path.of("README.md"));
    }

    /** A page of docs/, {@code "protocol.md"} say. */
    public static Markdown page(String name) {
        return of(Path.of("docs", name));
    }

    public static Markdown of(Path file) {
        try {
            return new Markdown(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands under the heading, up to the next one of any level. */
    public String section(String heading) {
        MatchResult found = Pattern.compile("(?ms)^#+ " + Pattern.quote(heading) + "\\n(.*?)(?=^#+ |\\z)")
                .matcher(withoutComments())
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + ": no heading \"" + heading + "\" (expected: one)"));
        return found.group(1).replace("\u0001", "#");
    }

    /** A line of code that begins with # is no heading. */
    private String withoutComments() {
        return Pattern.compile("(?ms)^```.*?^```").matcher(text).replaceAll(block -> block.group()
                .replace("#", "\u0001")
                .replace("\\", "\\\\")
                .replace("$", "\\$"));
    }

    /** The cells of the section's table, without its head. */
    public List<List<String>> table(String heading) {
        List<List<String>> rows = section(heading)
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("(?<!\\\\)\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
        if (rows.isEmpty()) {
            throw new AssertionError(file + ": no table under \"" + heading + "\" (expected: one)");
        }
        return rows;
    }

    /** The section's code blocks in this language. */
    public List<String> code(String heading, String language) {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```")
                .matcher(section(heading))
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
