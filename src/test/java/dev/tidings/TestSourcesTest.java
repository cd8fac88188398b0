package dev.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what CONTRIBUTING.md says about tests. */
class TestSourcesTest {
    private static final Path SOURCES = Path.of("src", "test", "java");
    /** Ways to start a broker or a process. */
    private static final Pattern SLOW = Pattern.compile(
            "\\b(Broker\\.(own|shared)|BrokerProcess|TidingsProcess|new ProcessBuilder)\\b|@TidingsTest\\b");

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void fastTestsStartNoBrokerAndNoProcess() throws IOException {
        List<Path> fast = files("Test.java").stream()
                .filter(file -> text(file).contains("import org.junit.jupiter"))
                .filter(file -> !file.endsWith("TidingsTest.java") && !file.endsWith("TestSourcesTest.java"))
                .toList();
        assertThat(fast).hasSizeGreaterThan(100).allSatisfy(file -> assertThat(
                        SLOW.matcher(text(file)).results())
                .as("%s (expected: an IT)", file)
                .isEmpty());
    }

    @Test
    void noTestSleeps() throws IOException {
        String sleep = "Thread" + ".sleep(";
        assertThat(files(".java"))
                .allSatisfy(file -> assertThat(text(file)).as("%s", file).doesNotContain(sleep));
    }
}
