package dev.tidings.bench;

import dev.tidings.bench.report.Entrant;
import dev.tidings.bench.report.Figure;
import dev.tidings.bench.report.Figures;
import dev.tidings.bench.subject.Build;
import dev.tidings.bench.subject.Subject;
import dev.tidings.bench.work.Course;
import dev.tidings.bench.work.Fleet;
import dev.tidings.bench.work.Floor;
import dev.tidings.bench.work.House;
import dev.tidings.bench.work.Multitude;
import dev.tidings.bench.work.Scale;
import dev.tidings.bench.work.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All subjects in turn, round after round; one that fails is told of and left out from then on. */
final class Run {
    private final Options options;
    private final Path logs;
    private final Map<Subject, Build> subjects = new LinkedHashMap<>();
    private final long begin = System.nanoTime();
    private final Figures figures = Figures.told();

    Run(Options options, Path folder, Path logs) {
        this.options = options;
        this.logs = logs;
        for (Subject subject : chosen(folder)) {
            subjects.put(subject, new Build(Build.BUILT, ""));
        }
    }

    private List<Subject> chosen(Path folder) {
        try (Stream<Path> folders = Files.list(folder)) {
            List<Subject> all = folders.filter(each -> Files.exists(each.resolve("subject.properties")))
                    .sorted()
                    .map(Subject::in)
                    .toList();
            return options.only().isEmpty()
                    ? all
                    : options.only().stream().map(name -> named(name, all)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Subject named(String name, List<Subject> all) {
        return all.stream()
                .filter(subject -> subject.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("subject: " + name + " (expected: one of "
                        + all.stream().map(Subject::name).toList() + ")"));
    }

    void run() {
        subjects.replaceAll((subject, unbuilt) -> built(subject));
        try (House house = House.open(options.jvm(), logs)) {
            rehearse(house);
            for (int round = 1; round <= options.rounds(); round++) {
                round(house, round);
            }
            if (options.works().contains(Work.FLEET)) {
                fleets(house);
            }
            if (options.works().contains(Work.MULTITUDE)) {
                multitudes(house);
            }
        }
    }

    private Build built(Subject subject) {
        Build build = Build.of(subject, logs);
        System.out.printf("%s: %s %s%n", subject.name(), build.status(), build.reason());
        return build;
    }

    /** Otherwise the first subject would be measured with a driver and a broker that have just started. */
    private void rehearse(House house) {
        System.out.println("rehearsal, not counted");
        ready().stream()
                .findFirst()
                .ifPresent(subject -> attempt(subject, () -> new Course(
                                house, subject, 0, Scale.QUICK, EnumSet.of(Work.DRAIN), Figures.untold())
                        .run()));
    }

    private void round(House house, int round) {
        Set<Work> works = EnumSet.copyOf(options.works());
        if (works.contains(Work.FLOOR)) {
            Floor.run(house, round, options.scale(), figures);
        }
        if (EnumSet.of(Work.FLEET, Work.MULTITUDE, Work.FLOOR).containsAll(works)) {
            return;
        }
        for (Subject subject : ready()) {
            System.out.printf("%s, round %d of %d: %s%n", elapsed(), round, options.rounds(), subject.title());
            attempt(subject, () -> new Course(house, subject, round, options.scale(), works, figures).run());
        }
    }

    private void fleets(House house) {
        for (int instances : options.scale().fleet()) {
            for (Subject subject : ready()) {
                if (Work.FLEET.isOf(subject)) {
                    attempt(subject, () -> Fleet.run(house, subject, 1, options.scale(), instances, figures));
                }
            }
        }
    }

    private void multitudes(House house) {
        for (Subject subject : ready()) {
            if (Work.MULTITUDE.isOf(subject)) {
                attempt(subject, () -> Multitude.run(house, subject, 1, options.scale(), figures));
            }
        }
    }

    private void attempt(Subject subject, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            System.out.printf("  %s: failed: %s%n", subject.name(), e.getMessage());
            subjects.put(subject, new Build("failed", String.valueOf(e.getMessage())));
        }
    }

    private String elapsed() {
        long seconds = (System.nanoTime() - begin) / 1_000_000_000;
        return String.format("after %d:%02d", seconds / 60, seconds % 60);
    }

    private List<Subject> ready() {
        List<Subject> ready = new ArrayList<>(subjects.keySet());
        ready.removeIf(subject -> !subjects.get(subject).status().equals(Build.BUILT));
        return ready;
    }

    List<Figure> figures() {
        return figures.all();
    }

    List<Entrant> entrants() {
        return subjects.entrySet().stream()
                .map(each -> entrant(each.getKey(), each.getValue()))
                .toList();
    }

    private static Entrant entrant(Subject subject, Build build) {
        return new Entrant(
                subject.name(),
                subject.title(),
                subject.language(),
                subject.note(),
                build.status().equals(Build.BUILT) ? "measured" : build.status(),
                build.reason());
    }
}
