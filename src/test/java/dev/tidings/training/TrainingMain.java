package dev.tidings.training;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Runs the image's application once beside a broker, an issuer and clients, and has the JVM write what it learned: the java
 * program, the application's folder, and the cache to write. For docker/Dockerfile.
 */
final class TrainingMain {
    /** The JVM writes the cache when it ends. */
    private static final Duration END = Duration.ofMinutes(3);

    private static final int TERMINATED = 143;

    private TrainingMain() {}

    public static void main(String[] arguments) {
        Path application = Path.of(arguments[1]);
        Path cache = Path.of(arguments[2]);
        try (Broker broker = Broker.own();
                Issuer issuer = Issuer.start()) {
            TestLog log = TestLog.create(broker);
            try (TidingsProcess tidings = log.readBy(TidingsProcess.named("training"))
                    .issuer(issuer)
                    .program(List.of(
                            arguments[0],
                            "-XX:AOTCacheOutput=" + cache,
                            "-jar",
                            application.resolve("quarkus-run.jar").toString()))
                    .env("JDK_JAVA_OPTIONS", "@" + application.resolve("jvm.options"))
                    .env("TIDINGS_DRAIN_OVERLAP", "0S")
                    .env("TIDINGS_DRAIN_PERIOD", "1S")
                    .startReady()) {
                new FirstMinute(tidings, issuer, log).live();
                end(tidings, cache);
            }
        }
        // The broker leaves threads behind.
        System.exit(0);
    }

    private static void end(TidingsProcess tidings, Path cache) {
        tidings.process().destroy();
        int exit = tidings.awaitExit(END);
        if (exit != TERMINATED || Files.notExists(cache)) {
            System.out.println(tidings.log());
            throw new IllegalStateException(
                    "training: " + exit + ", cache=" + cache + " (expected: " + TERMINATED + " and a cache)");
        }
    }
}
