package dev.tidings.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Dockerfile's image, built and run where no engine is. */
@Tag("image")
@TidingsTest
class ImageIT {
    private static final Path IMAGE = Path.of("target", "image");
    private static final Path APPLICATION = IMAGE.resolve("root/app");
    private static final String OPTIONS = "@/app/jvm.options";
    private static final int STARTS = 5;

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static InstanceFactory instances;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        int exit = new ProcessBuilder("docker/build-without-engine.sh")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).as("docker/build-without-engine.sh").isZero();
    }

    private static TidingsProcess.Setup image(String name, String options) {
        return instances
                .named(name)
                .program(List.of("docker/run-without-engine.sh"))
                .env("JDK_JAVA_OPTIONS", options)
                .env("TIDINGS_DRAIN_OVERLAP", "0S")
                .env("TIDINGS_DRAIN_PERIOD", "1S");
    }

    @Test
    void theImageRunsUnprivilegedOnAReadOnlyRootAndStopsOnSigterm() throws IOException {
        try (TidingsProcess tidings = image("image", OPTIONS).startReady();
                TidingsClient client =
                        TidingsClient.connect(tidings, issuer.mint("alice").sign())) {
            assertThat(status(tidings, "Uid")).isEqualTo("10001\t10001\t10001\t10001");
            assertThat(status(tidings, "CapEff")).isEqualTo("0000000000000000");
            assertThat(status(tidings, "NoNewPrivs")).isEqualTo("1");
            assertThat(mountOf(tidings, "/")).startsWith("ro");
            assertThat(mountOf(tidings, "/tmp")).startsWith("rw");
            log.event("alice", "in-an-image");
            assertThat(client.next().getString("id")).isEqualTo("in-an-image");
            tidings.process().destroy();
            assertThat(client.socket().awaitClosed().code()).isEqualTo(1012);
            assertThat(tidings.awaitExit(Duration.ofSeconds(20))).isEqualTo(143);
            assertThat(tidings.log("ERROR")).isEmpty();
            assertThat(tidings.log("WARN")).isEmpty();
        }
    }

    private static String status(TidingsProcess tidings, String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + tidings.process().pid() + "/status")).stream()
                .filter(line -> line.startsWith(key + ":\t"))
                .map(line -> line.substring(key.length() + 2))
                .findFirst()
                .orElseThrow();
    }

    /** The options of what it sees mounted there, the last of several. */
    private static String mountOf(TidingsProcess tidings, String point) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + tidings.process().pid() + "/mountinfo")).stream()
                .map(line -> line.split(" "))
                .filter(fields -> fields[4].equals(point))
                .map(fields -> fields[5])
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** With this mode a cache that does not fit ends the JVM. */
    @Test
    void theCacheFitsTheOptions() {
        try (TidingsProcess strict =
                image("image-strict", OPTIONS + " -XX:AOTMode=on").startReady()) {
            assertThat(strict.is("ready")).isTrue();
        }
    }

    /** By the time that it computes until it is ready: the clock would measure what else the machine does. */
    @Test
    void theCacheHalvesTheWorkOfAStart() throws IOException {
        List<Start> with = new ArrayList<>();
        List<Start> without = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            without.add(Start.of(image("image-slow", OPTIONS + " -XX:AOTMode=off")));
            with.add(Start.of(image("image-fast", OPTIONS)));
        }
        System.out.printf(
                "image: %,d MB, of which the cache %,d MB; ready with the cache after %s, without after %s%n",
                bytes(IMAGE.resolve("root")) >> 20, bytes(APPLICATION.resolve("tidings.aot")) >> 20, with, without);
        assertThat(median(with)).isLessThan(median(without) / 2);
    }

    /** Until the instance was ready: by the clock, and what it computed. */
    private record Start(long millis, long cpuMillis) {
        static Start of(TidingsProcess.Setup setup) {
            long begin = System.nanoTime();
            TidingsProcess started = setup.startReady();
            long millis = (System.nanoTime() - begin) / 1_000_000;
            long cpuMillis = started.process()
                    .info()
                    .totalCpuDuration()
                    .map(Duration::toMillis)
                    .orElseThrow();
            started.kill();
            return new Start(millis, cpuMillis);
        }

        @Override
        public String toString() {
            return millis + " ms (" + cpuMillis + " ms of CPU)";
        }
    }

    private static long median(List<Start> starts) {
        return starts.stream().map(Start::cpuMillis).sorted().toList().get(starts.size() / 2);
    }

    private static long bytes(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void theListOfComponentsHasEveryLibrary() throws IOException {
        JsonObject sbom = new JsonObject(Files.readString(APPLICATION.resolve("tidings.cdx.json")));
        assertThat(sbom.getString("bomFormat")).isEqualTo("CycloneDX");
        JsonArray components = sbom.getJsonArray("components");
        List<String> listed = components.stream()
                .map(JsonObject.class::cast)
                .map(one -> one.getString("group") + "." + one.getString("name") + "-" + one.getString("version"))
                .toList();
        assertThat(libraries()).hasSizeGreaterThan(100).allSatisfy(library -> assertThat(listed)
                .as(library)
                .anyMatch(component -> library.equals(component + ".jar") || library.startsWith(component + "-")));
    }

    /** Quarkus calls them group.artifact-version.jar. */
    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.walk(APPLICATION.resolve("lib"))) {
            return files.map(file -> Objects.requireNonNull(file.getFileName()).toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    @Test
    void theImageHasLabels() throws IOException {
        assertThat(Files.readAllLines(IMAGE.resolve("labels")))
                .contains("org.opencontainers.image.title=Tidings", "org.opencontainers.image.licenses=Apache-2.0")
                .anyMatch(label -> label.matches("org\\.opencontainers\\.image\\.revision=([0-9a-f]{40}|unknown)"));
        assertThat(Files.readString(IMAGE.resolve("user"))).isEqualToIgnoringNewLines("10001:0");
    }
}
