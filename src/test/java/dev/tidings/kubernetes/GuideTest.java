package dev.tidings.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/kubernetes.md shows what {@code k8s/} has. */
class GuideTest {
    private final Markdown guide = Markdown.of(Path.of("docs", "kubernetes.md"));

    @Test
    void documentedKafkaSettingsEqualThoseOfTheComponents() throws IOException {
        assertThat(guide.code("Kafka over TLS", "properties"))
                .containsExactly(settings("kafka-scram"), settings("kafka-mtls"), settings("kafka-oauthbearer"));
    }

    private static String settings(String component) throws IOException {
        return Files.readAllLines(Path.of("k8s", "components", component, "kafka.env")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void theLayoutNamesEveryFolder() {
        String layout = guide.section("Layout");
        List<String> folders = Stream.concat(Composition.components(), Composition.overlays())
                // What the others bring along.
                .filter(folder -> !folder.equals("kafka-secrets"))
                .toList();
        assertThat(folders).hasSizeGreaterThan(8).allMatch(layout::contains);
    }
}
