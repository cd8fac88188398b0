package dev.tidings.bench.work;

import dev.tidings.bench.identity.Algorithm;
import dev.tidings.bench.load.Guest;
import dev.tidings.bench.load.HoldMain;
import dev.tidings.bench.machine.Child;
import dev.tidings.bench.machine.Tool;
import dev.tidings.bench.report.Figure;
import dev.tidings.bench.report.Figures;
import dev.tidings.bench.subject.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Four instances with a crowd each, whose clients live in processes of their own: the same users everywhere. */
public final class Multitude {
    private static final int INSTANCES = 4;
    private static final int OPENING_SECONDS = 120;

    private Multitude() {}

    public static void run(House house, Subject subject, int round, Scale scale, Figures figures) {
        List<Child> holders = new ArrayList<>();
        try (Stage stage = Stage.set(house.with(Course.LEAN), subject, INSTANCES)) {
            Memory empty = Memory.of(stage);
            String tokens = tokens(stage.guests(Algorithm.RS256, "cold", 0, scale.crowd()));
            for (int port : stage.ports()) {
                holders.add(hold(house, subject, port, tokens));
            }
            int sessions = INSTANCES * scale.crowd();
            Map<String, Double> values = Idle.run(stage, empty, sessions, scale.idleSeconds());
            requireOpen(holders);
            figures.add(new Figure(subject.name(), round, "idle-" + sessions, values));
        } finally {
            holders.forEach(Child::close);
        }
    }

    private static String tokens(List<Guest> guests) {
        // One that needs no token has a line all the same.
        return guests.stream()
                .map(guest -> guest.token().isEmpty() ? "-" : guest.token())
                .collect(Collectors.joining("\n", "", "\n\n"));
    }

    private static Child hold(House house, Subject subject, int port, String tokens) {
        List<String> command = List.of(
                Tool.ofJdk("java"),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HoldMain.class.getName(),
                subject.dialectName(),
                Integer.toString(port));
        Path log = house.logs().resolve(subject.name() + "-" + port + "-holder.log");
        Child holder = Child.start(command, Path.of("").toAbsolutePath(), Map.of(), log);
        holder.say(tokens);
        long deadline = System.nanoTime() + OPENING_SECONDS * 1_000_000_000L;
        while (!holder.lastWords().contains(HoldMain.OPEN)) {
            if (!holder.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("crowd of " + subject.name() + ": " + holder.lastWords()
                        + " (expected: all open in " + OPENING_SECONDS + " s)");
            }
            Arrival.sleep(50);
        }
        return holder;
    }

    private static void requireOpen(List<Child> holders) {
        if (!holders.stream().allMatch(Child::isAlive)) {
            throw new IllegalStateException("a crowd has ended (expected: still there)");
        }
    }
}
