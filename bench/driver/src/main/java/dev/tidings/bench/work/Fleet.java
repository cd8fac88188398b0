package dev.tidings.bench.work;

import dev.tidings.bench.identity.Algorithm;
import dev.tidings.bench.load.Crowd;
import dev.tidings.bench.report.Figure;
import dev.tidings.bench.report.Figures;
import dev.tidings.bench.subject.Subject;
import java.util.Map;

/** The same events for the same sessions, spread over more and more instances that all read everything. */
public final class Fleet {
    private static final int RATE = 5_000;
    private static final int BURST = 200_000;

    private Fleet() {}

    public static void run(House house, Subject subject, int round, Scale scale, int instances, Figures figures) {
        try (Stage stage = Stage.set(house, subject, instances);
                Crowd crowd = stage.crowd(stage.guests(Algorithm.RS256, "cold", 0, scale.users()))) {
            Steady.run(stage, crowd, stage.gathering(), BURST, BURST);
            Steady.settle(stage, crowd, stage.gathering(), RATE, scale.settle());
            Map<String, Double> values =
                    Steady.run(stage, crowd, stage.gathering(), scale.steadySeconds() * RATE, RATE);
            figures.add(new Figure(subject.name(), round, "fleet-" + instances, values));
        }
    }
}
