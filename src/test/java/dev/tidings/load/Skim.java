package dev.tidings.load;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** What records cost that nobody here wants: a backlog for others, with 5,000 sessions open. */
final class Skim {
    private static final int SESSIONS = 5_000;
    private static final int RECORDS = Integer.getInteger("load.events", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("load.rounds", 4);

    private Skim() {}

    static void run() {
        try (Stage stage = Stage.set("skim");
                Fleet fleet = stage.fleet(SESSIONS);
                Writer writer = stage.writer(1_000_000, 100_000, 2)) {
            for (int round = 1; round <= ROUNDS; round++) {
                stage.facts().pause();
                writer.write(RECORDS);
                long cpu = stage.facts().cpuMicros();
                long begin = System.nanoTime();
                stage.facts().resume();
                // Seldom, since each look is a scrape that Tidings pays for.
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(300))
                        .until(() -> nobody(stage) == writer.written());
                double seconds = (System.nanoTime() - begin) / 1e9;
                Stage.say(
                        "round %d: %d records in %.2f s; CPU us/record %.3f",
                        round, RECORDS, seconds, (double) (stage.facts().cpuMicros() - cpu) / RECORDS);
            }
            fleet.tally().requireFlawless(0);
        }
    }

    private static double nobody(Stage stage) {
        return stage.tidings().metric("tidings_records_total", "outcome", "nobody");
    }
}
