package dev.tidings.bench;

import dev.tidings.bench.work.Scale;
import dev.tidings.bench.work.Work;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was asked for on the command line; {@code only} is empty for all subjects. */
record Options(boolean quick, List<String> only, Set<Work> works, int rounds, String jvm, Optional<Path> report) {
    private static final List<String> QUICK_SUBJECTS = List.of("tidings", "netty", "netty-coalescing", "ws");
    private static final Set<Work> QUICK_WORKS =
            EnumSet.of(Work.CONNECT, Work.IDLE, Work.STEADY, Work.BROADCAST, Work.DRAIN, Work.FLOOR);
    private static final int ROUNDS = 2;
    /** As in a container: a heap that begins small is collected all the time until it has grown. */
    private static final String FIXED_HEAP = "-Xms1g -Xmx1g";

    static Options of(String... arguments) {
        boolean quick = List.of(arguments).contains("--quick");
        Options options = quick
                ? new Options(true, QUICK_SUBJECTS, QUICK_WORKS, 1, FIXED_HEAP, Optional.empty())
                : new Options(false, List.of(), EnumSet.allOf(Work.class), ROUNDS, FIXED_HEAP, Optional.empty());
        Iterator<String> words = List.of(arguments).iterator();
        while (words.hasNext()) {
            options = options.with(words.next(), words);
        }
        return options;
    }

    private Options with(String name, Iterator<String> rest) {
        if (name.equals("--quick")) {
            return this;
        }
        if (!name.matches("--(only|work|rounds|jvm|report)") || !rest.hasNext()) {
            throw new IllegalArgumentException(name + " (expected: --quick, --check, --only <names>, --work <names>,"
                    + " --rounds <number>, --jvm <options> or --report <file>)");
        }
        String value = rest.next();
        return switch (name) {
            case "--only" -> new Options(quick, List.of(value.split(",", -1)), works, rounds, jvm, report);
            case "--work" -> new Options(quick, only, worksOf(value), rounds, jvm, report);
            case "--rounds" -> new Options(quick, only, works, Integer.parseInt(value), jvm, report);
            case "--jvm" -> new Options(quick, only, works, rounds, value, report);
            default -> new Options(quick, only, works, rounds, jvm, Optional.of(Path.of(value)));
        };
    }

    private static Set<Work> worksOf(String names) {
        return Arrays.stream(names.split(",", -1))
                .map(name -> Work.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Work.class)));
    }

    Scale scale() {
        return quick ? Scale.QUICK : Scale.FULL;
    }

    /** Whether everything was run that the page tells of. */
    boolean whole() {
        return !quick && only.isEmpty() && works.size() == Work.values().length;
    }

    String form() {
        return quick ? "quick" : whole() ? "full" : "part";
    }
}
