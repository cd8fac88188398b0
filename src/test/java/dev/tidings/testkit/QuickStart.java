package dev.tidings.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Options with which an instance starts for a third of the work: on two cores most of the time of the integration tests is
 * the start of more than a hundred instances. The first test of a build has one started that leaves an archive of its
 * classes; where there is none, the JVM goes without.
 */
final class QuickStart {
    private static final List<String> SMALL = List.of(
            "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    private static final Path APPLICATION = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path ARCHIVE =
            Path.of("target", "quick-start", "tests.jsa").toAbsolutePath();

    private static boolean looked;

    private QuickStart() {}

    static List<String> options() {
        lookForArchive();
        return with("-XX:SharedArchiveFile=" + ARCHIVE);
    }

    private static List<String> with(String option) {
        List<String> options = new ArrayList<>(SMALL);
        options.add(option);
        return List.copyOf(options);
    }

    /** Other JVMs of the same build wait for the one that makes it. */
    private static synchronized void lookForArchive() {
        if (looked || !Files.exists(APPLICATION)) {
            return;
        }
        looked = true;
        try (FileChannel channel = FileChannel.open(
                        Files.createDirectories(ARCHIVE.getParent()).resolve("tests.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !isFresh()) {
                make();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFresh() throws IOException {
        return Files.exists(ARCHIVE)
                && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(APPLICATION)) > 0;
    }

    /** Once alive, with one client and one event, so that most of the classes are in it. */
    private static void make() throws IOException {
        Path made = ARCHIVE.resolveSibling("tests.jsa.made");
        TestLog log = TestLog.create();
        try (Issuer issuer = Issuer.start();
                TidingsProcess tidings = log.readBy(
                                TidingsProcess.named("quick-start").issuer(issuer))
                        .jvm(with("-XX:ArchiveClassesAtExit=" + made))
                        .startReady()) {
            try (TidingsClient client = TidingsClient.connect(tidings, issuer.token("alice"))) {
                log.event("alice", "e-1");
                client.next();
            }
            tidings.stop();
        }
        if (Files.exists(made)) {
            Files.move(made, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
