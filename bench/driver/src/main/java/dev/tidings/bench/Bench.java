package dev.tidings.bench;

import dev.tidings.bench.machine.Machine;
import dev.tidings.bench.report.Report;
import dev.tidings.bench.report.Results;
import java.nio.file.Path;
import java.time.LocalDate;

/** The bench: builds subjects, runs them, and tells what came of it. To be started in the repository's root. */
public final class Bench {
    private static final Path SUBJECTS = Path.of("bench", "subjects");
    private static final Path LOGS = Path.of("bench", "target", "logs");
    private static final Path RESULTS = Path.of("bench", "results");
    private static final Path DOCS = Path.of("docs");

    private Bench() {}

    public static void main(String[] arguments) {
        int status = 0;
        try {
            bench(Options.of(arguments));
        } catch (RuntimeException e) {
            System.err.println("bench: " + e.getMessage());
            status = 1;
        }
        // Threads of a server or a client that has failed must not keep it alive.
        System.exit(status);
    }

    private static void bench(Options options) {
        if (options.report().isPresent()) {
            Report.of(Results.read(options.report().get())).write(DOCS);
            return;
        }
        Results results = run(options);
        Path file = results.write(RESULTS);
        Report report = Report.of(results);
        System.out.println(report.tables());
        System.out.printf("all figures: %s%n", file);
        if (options.whole()) {
            report.write(DOCS);
        }
    }

    /** One that is stopped before its end leaves what it has measured, for {@code --report}. */
    private static Results run(Options options) {
        long begin = System.nanoTime();
        Run run = new Run(options, SUBJECTS, LOGS);
        Thread interrupted =
                new Thread(() -> results(run, options, "interrupted", begin).write(RESULTS), "interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        run.run();
        Runtime.getRuntime().removeShutdownHook(interrupted);
        return results(run, options, options.form(), begin);
    }

    private static Results results(Run run, Options options, String form, long begin) {
        return new Results(
                LocalDate.now().toString(),
                form,
                Math.round((System.nanoTime() - begin) / 6e9) / 10.0,
                options.jvm(),
                Machine.here(),
                run.entrants(),
                run.figures());
    }
}
