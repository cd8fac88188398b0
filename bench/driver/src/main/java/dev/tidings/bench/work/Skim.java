package dev.tidings.bench.work;

import dev.tidings.bench.kafka.Turn;
import java.util.Map;

/** What records cost that nobody here wants: a backlog for others, and behind it a few for those who are here. */
final class Skim {
    private static final int ABSENT = 1_000_000;
    private static final int ABSENT_USERS = 100_000;
    /** In each partition one at least, so that all before them has been read when they come. */
    private static final int LAST = Probe.USERS;

    private static final int STALL_MILLIS = 30_000;

    private Skim() {}

    static Map<String, Double> run(Stage stage, int records) {
        stage.facts().get(0).pause();
        stage.gathering().write(Turn.of(ABSENT, ABSENT_USERS), records);
        stage.gathering().write(Turn.of(0, LAST), LAST);
        Meter meter = Meter.begin(stage);
        long expected = stage.clients().tally().received() + LAST;
        stage.facts().get(0).resume();
        Arrival.await(stage.clients().tally(), expected, STALL_MILLIS, STALL_MILLIS);
        Map<String, Double> values = meter.end();
        double perRecord = values.get("events") / records;
        values.put("events", (double) records);
        values.put("perSecond", records / values.get("seconds"));
        values.computeIfPresent("cpu", (name, cpu) -> cpu * perRecord);
        values.computeIfPresent("settledCpu", (name, cpu) -> cpu * perRecord);
        values.keySet().removeAll(java.util.Set.of("generatorCpu", "brokerCpu"));
        return values;
    }
}
