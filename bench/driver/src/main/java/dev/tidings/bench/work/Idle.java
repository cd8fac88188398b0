package dev.tidings.bench.work;

import java.util.Map;

/** Sessions to which nothing happens: what they hold, and what they cost a second. */
final class Idle {
    private static final int SETTLE_MILLIS = 1_000;

    private Idle() {}

    static Map<String, Double> run(Stage stage, Memory before, int sessions, int seconds) {
        Arrival.sleep(SETTLE_MILLIS);
        long cpu = stage.cpuMicros();
        Arrival.sleep(seconds * 1_000);
        double used = stage.cpuMicros() - cpu;
        stage.requireAlive();
        Map<String, Double> values = Memory.of(stage).since(before, sessions);
        values.put("cpuPerSecond", used / seconds / sessions);
        return values;
    }
}
