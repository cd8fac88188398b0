package dev.tidings.load;

import java.util.Map;

/** Capacity: a backlog that waits in the log while Tidings is stopped is sent to 5,000 sessions. */
final class Drain {
    private static final int SESSIONS = 5_000;
    private static final int BACKLOG = Integer.getInteger("load.events", 600_000);
    private static final int ROUNDS = Integer.getInteger("load.rounds", 4);
    private static final int WARM_UP = 100_000;
    private static final int STEADY_RATE = 20_000;
    private static final int LINGER_MILLIS = 2;

    private Drain() {}

    static void run() {
        try (Stage stage = Stage.set("drain");
                Fleet fleet = stage.fleet(SESSIONS);
                Writer writer = stage.writer(0, SESSIONS, LINGER_MILLIS)) {
            steady(stage, fleet, writer, "warm-up");
            for (int round = 1; round <= ROUNDS; round++) {
                stage.facts().pause();
                writer.write(BACKLOG);
                drain(stage, fleet, writer, round);
            }
            steady(stage, fleet, writer, "steady 1");
            steady(stage, fleet, writer, "steady 2");
        }
    }

    private static void drain(Stage stage, Fleet fleet, Writer writer, int round) {
        long cpu = stage.facts().cpuMicros();
        Map<String, Long> roles = stage.facts().cpuMicrosByRole();
        long clientCpu = fleet.cpuNanos();
        long begin = System.nanoTime();
        stage.facts().resume();
        fleet.awaitReceived(writer.written());
        double seconds = (fleet.tally().lastAt() - begin) / 1e9;
        Stage.say(
                "drain %d: %d events in %.2f s = %.0f events/s; CPU us/event: tidings %.2f (%s), clients %.2f",
                round,
                BACKLOG,
                seconds,
                BACKLOG / seconds,
                (double) (stage.facts().cpuMicros() - cpu) / BACKLOG,
                stage.facts().rolesSince(roles, BACKLOG),
                (fleet.cpuNanos() - clientCpu) / 1e3 / BACKLOG);
    }

    private static void steady(Stage stage, Fleet fleet, Writer writer, String name) {
        Steady.Result result = Steady.run(stage, fleet, writer, WARM_UP, STEADY_RATE);
        Stage.say("%s: %d events/s, linger %d ms: %s", name, STEADY_RATE, LINGER_MILLIS, result);
    }
}
