package dev.tidings.kubernetes;

import dev.tidings.testkit.MountedSecret;
import dev.tidings.testkit.TidingsProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A component's way to Kafka, as its {@code kafka.env} says, with its secrets mounted below another folder. */
record KafkaAccess(String component, Path root) {
    private static final String MOUNTED = "/etc/tidings/";

    static KafkaAccess of(String component) {
        try {
            return new KafkaAccess(component, Files.createTempDirectory(component));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MountedSecret secret() {
        return new MountedSecret(root.resolve("kafka"));
    }

    MountedSecret authority() {
        return new MountedSecret(root.resolve("kafka-ca"));
    }

    TidingsProcess.Setup in(TidingsProcess.Setup setup, UnaryOperator<String> values) {
        try {
            for (String line : Files.readAllLines(Path.of("k8s", "components", component, "kafka.env"))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] pair = line.split("=", 2);
                    setup.env(pair[0], values.apply(pair[1].replace(MOUNTED, root + "/")));
                }
            }
            return setup;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
