package dev.tidings.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests of {@code tidings.js} under Node's own runner: what needs a clock, dice and a server that one can bend. */
class ClientTestsIT {
    private static final Path TESTS = Path.of("src", "test", "js");

    @Test
    void theTestsOfTheClientPassUnderNode() throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Program.find("node").toString(), "--test", "--test-reporter=spec"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".test.mjs"))
                    .sorted()
                    .forEach(command::add);
        }
        // Without a file Node looks for tests of its own choice.
        assertThat(command).hasSizeGreaterThan(3);
        Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(node.getInputStream().readAllBytes(), UTF_8);
        assertThat(node.waitFor()).as(output).isZero();
        assertThat(output).contains("fail 0");
    }
}
