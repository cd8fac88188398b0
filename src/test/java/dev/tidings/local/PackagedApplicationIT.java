package dev.tidings.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class PackagedApplicationIT {
    private static final Path APPLICATION = Path.of("target", "quarkus-app");

    @Test
    void theApplicationContainsOnlyTheKafkaClient() throws Exception {
        assertThat(jars(APPLICATION))
                .extracting(jar -> jar.getFileName().toString())
                .filteredOn(name -> name.contains("kafka") || name.contains("scala") || name.contains("log4j"))
                .allMatch(name -> name.startsWith("org.apache.kafka.kafka-clients-")
                        || name.startsWith("io.cloudevents.")
                        || name.startsWith("io.smallrye.")
                        || name.startsWith("io.quarkus."));
    }

    @Test
    void holdsOfPostgresTheDriverOnly() throws Exception {
        assertThat(jars(APPLICATION))
                .extracting(jar -> jar.getFileName().toString())
                .filteredOn(name -> name.contains("postgres") || name.contains("zonky"))
                .allMatch(name -> name.startsWith("org.postgresql.postgresql-")
                        || name.startsWith("org.flywaydb.")
                        || name.startsWith("io.quarkus."));
    }

    @Test
    void theApplicationContainsNoClassOfTheLocalBroker() throws Exception {
        assertThat(classes("dev/tidings/")).isNotEmpty();
        assertThat(classes("dev/tidings/local/")).isEmpty();
    }

    @Test
    void theApplicationNeedsNoClassOfTheLocalBroker() throws Exception {
        for (String folder : List.of("app", "quarkus")) {
            for (Path jar : jars(APPLICATION.resolve(folder))) {
                assertThat(referringTo("dev/tidings/local/", jar)).as("%s", jar).isEmpty();
            }
        }
    }

    private static List<String> referringTo(String name, Path jar) throws IOException {
        List<String> referring = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String content = new String(zip.getInputStream(entry).readAllBytes(), ISO_8859_1);
                if (entry.getName().endsWith(".class") && content.contains(name)) {
                    referring.add(entry.getName());
                }
            }
        }
        return referring;
    }

    private static List<String> classes(String start) throws IOException {
        Path jar = jars(APPLICATION.resolve("app")).get(0);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(start) && name.endsWith(".class"))
                    .toList();
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".jar")).toList();
        }
    }
}
