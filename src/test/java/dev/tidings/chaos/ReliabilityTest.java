package dev.tidings.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Markdown;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document's table has the suite's scenarios. */
class ReliabilityTest {
    private static final Path CLASSES = Path.of("target", "test-classes", "dev", "tidings", "chaos");

    @Test
    void theTableHasExactlyOneRowForEachScenario() throws IOException, ClassNotFoundException {
        List<String> rows = Markdown.of(Ledger.DOCUMENT).table("The account").stream()
                .map(row -> row.get(0))
                .toList();
        assertThat(rows).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(scenarios());
    }

    private static List<String> scenarios() throws IOException, ClassNotFoundException {
        List<String> scenarios = new ArrayList<>();
        for (Class<?> suite : suites()) {
            Arrays.stream(suite.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .map(Method::getName)
                    .map(Ledger::title)
                    .forEach(scenarios::add);
        }
        assertThat(scenarios).isNotEmpty();
        return scenarios;
    }

    private static List<Class<?>> suites() throws IOException, ClassNotFoundException {
        List<Class<?>> suites = new ArrayList<>();
        try (Stream<Path> files = Files.list(CLASSES)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith("IT.class")) {
                    suites.add(Class.forName(
                            ReliabilityTest.class.getPackageName() + "." + name.substring(0, name.indexOf('.'))));
                }
            }
        }
        return suites;
    }
}
