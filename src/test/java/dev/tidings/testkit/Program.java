package dev.tidings.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A program that tests use and the build does not bring. Where it is missing, whoever asks fails on CI, which installs it, and
 * is skipped elsewhere, saying what was missing.
 */
public final class Program {
    private Program() {}

    /** The first of these names that is there. */
    public static Path find(String... names) {
        return search(names).orElseThrow(() -> missing(String.join(" or ", names)));
    }

    /** What to throw where it is not there. */
    public static RuntimeException missing(String what) {
        return notThere(what + ": not on the PATH (expected: there)");
    }

    /** The same for an archive that a profile of the build fetches, which CI builds with. */
    static Path archive(String property, String profile) {
        String archive = System.getProperty(property, "");
        if (Files.exists(Path.of(archive))) {
            return Path.of(archive).toAbsolutePath();
        }
        throw notThere(property + ": no such file, " + archive + " (expected: there, with " + profile + ")");
    }

    private static RuntimeException notThere(String sentence) {
        if (System.getenv("CI") != null) {
            throw new AssertionError(sentence);
        }
        return new TestAbortedException(sentence);
    }

    private static Optional<Path> search(String... names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        // Debian has what only administrators need in a folder that is not on everybody's PATH.
        List<String> folders = Stream.concat(
                        Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/bin", "/usr/sbin"))
                .toList();
        return Arrays.stream(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
