package dev.tidings.bench.work;

import dev.tidings.bench.kafka.Turn;
import dev.tidings.bench.load.Crowd;
import dev.tidings.bench.machine.Cores;
import dev.tidings.bench.machine.ProcessFacts;
import java.util.List;
import java.util.Map;

/** Capacity of one core: what has gathered in the log while the subject was stopped. */
final class Drain {
    private static final int STALL_MILLIS = 5_000;
    private static final int AT_MOST_MILLIS = 60_000;

    private Drain() {}

    static Map<String, Double> run(Stage stage, Crowd crowd, int events) {
        ProcessFacts subject = stage.facts().get(0);
        List<ProcessFacts> others = List.of(stage.house().broker().facts(), ProcessFacts.ofDriver());
        subject.pause();
        stage.gathering().write(Turn.of(0, crowd.size()), events);
        Cores.part(subject, others);
        try {
            Meter meter = Meter.begin(stage);
            long expected = stage.clients().tally().received() + events;
            subject.resume();
            Arrival.await(stage.clients().tally(), expected, STALL_MILLIS, AT_MOST_MILLIS);
            stage.requireAlive();
            return meter.end();
        } finally {
            Cores.share(subject, others);
        }
    }
}
