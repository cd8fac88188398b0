package dev.tidings.load;

import java.util.List;
import java.util.Map;

/** How long 1,000 users wait who come back together with cursors 1,000,000 records old, far older than the window. */
final class Replaying {
    private static final int SESSIONS = 1_000;
    private static final int EVENTS_EACH = 10;
    private static final int RECORDS = Integer.getInteger("load.events", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("load.rounds", 4);

    private Replaying() {}

    static void run() {
        try (Stage stage = Stage.set("replay", Map.of("TIDINGS_WINDOW_MAX_BYTES", "16777216"));
                Writer writer = stage.writer(0, SESSIONS, 2);
                Writer others = stage.writer(1_000_000, 100_000, 2)) {
            List<String> tokens = stage.tokens(0, SESSIONS);
            List<String> cursors;
            try (Fleet fleet = Fleet.open(stage.tidings().port(), tokens)) {
                cursors = fleet.cursors();
            }
            writer.write(SESSIONS * EVENTS_EACH);
            others.write(RECORDS);
            stage.awaitTailed(writer.written() + others.written());
            for (int round = 1; round <= ROUNDS; round++) {
                comeBack(stage, tokens, cursors, round);
            }
        }
    }

    private static void comeBack(Stage stage, List<String> tokens, List<String> cursors, int round) {
        double scans = stage.tidings().metric("tidings_replay_scans_total");
        double scanned = stage.tidings().metric("tidings_replay_scanned_total");
        long cpu = stage.facts().cpuMicros();
        long begin = System.nanoTime();
        try (Fleet fleet = Fleet.resume(stage.tidings().port(), 0, tokens, cursors)) {
            double opened = (System.nanoTime() - begin) / 1e9;
            fleet.awaitReceived((long) SESSIONS * EVENTS_EACH);
            double seconds = (fleet.tally().lastAt() - begin) / 1e9;
            Stage.say(
                    "round %d: %d sessions open after %.2f s, %d events missed received after %.2f s;"
                            + " %.0f scans read %.0f records; CPU ms %d",
                    round,
                    SESSIONS,
                    opened,
                    SESSIONS * EVENTS_EACH,
                    seconds,
                    stage.tidings().metric("tidings_replay_scans_total") - scans,
                    stage.tidings().metric("tidings_replay_scanned_total") - scanned,
                    (stage.facts().cpuMicros() - cpu) / 1000);
        }
    }
}
