package dev.tidings.bench.work;

import dev.tidings.bench.kafka.Topics;
import dev.tidings.bench.kafka.Turn;
import dev.tidings.bench.kafka.Writer;
import dev.tidings.bench.load.Ledger;
import dev.tidings.bench.report.Figure;
import dev.tidings.bench.report.Figures;
import java.util.Map;

/** What nobody can go below on this machine: a bare write to one socket after the other, and a bare read of the log. */
public final class Floor {
    /** Under which name its figures stand. */
    public static final String NAME = "floor";

    private static final int RECORDS = 500_000;
    private static final int WARM_UP = 2;
    private static final int ABSENT = 1_000_000;

    private Floor() {}

    public static void run(House house, int round, Scale scale, Figures figures) {
        try (Sockets sockets = Sockets.open(scale.users())) {
            sockets.write(WARM_UP * scale.users());
            double micros = sockets.write(scale.announcements() * scale.users());
            figures.add(new Figure(NAME, round, "raw-send", Map.of("cpu", micros)));
        }
        try (Topics topics = new Topics(house.broker());
                Writer writer = new Writer(topics, new Ledger(1), 2)) {
            // A broker may refuse the first batches of a new topic, and then those that overtook them: a few go ahead.
            writer.write(Turn.of(0, Probe.USERS), Probe.USERS);
            writer.write(Turn.of(ABSENT, scale.users()), RECORDS);
            for (int i = 0; i < WARM_UP; i++) {
                new Reading(topics).run(RECORDS);
            }
            figures.add(new Figure(NAME, round, "raw-poll", Map.of("cpu", new Reading(topics).run(RECORDS))));
        }
    }
}
