package dev.tidings.bench.work;

import dev.tidings.bench.identity.Algorithm;
import dev.tidings.bench.kafka.Turn;
import dev.tidings.bench.load.Crowd;
import dev.tidings.bench.load.Guest;
import java.util.List;
import java.util.Map;

/** All come back at once, each with a cursor that the log has left behind. */
final class Resume {
    private static final int BEHIND = 10_000;
    private static final int STALL_MILLIS = 10_000;

    private Resume() {}

    static Map<String, Double> run(Stage stage, int users) {
        List<Guest> before;
        try (Crowd crowd = stage.crowd(stage.guests(Algorithm.RS256, "cold", 0, users))) {
            before = crowd.welcomed().stream().map(stage::asOfNow).toList();
        }
        stage.gathering().write(Turn.of(0, users), BEHIND);
        Meter meter = Meter.begin(stage);
        long begin = System.nanoTime();
        long expected = stage.clients().tally().received() + BEHIND;
        try (Crowd crowd = stage.crowd(before)) {
            Arrival.await(stage.clients().tally(), expected, STALL_MILLIS, STALL_MILLIS);
            Map<String, Double> values = meter.end();
            values.put("sessions", (double) users);
            values.put("openSeconds", (crowd.openedAt() - begin) / 1e9);
            values.put("cpuPerSession", values.get("cpu") * values.get("events") / users);
            return values;
        }
    }
}
