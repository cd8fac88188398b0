package dev.tidings.load;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What 10,000 clients do to 3,000 that stayed, when they come back at once with cursors that are older than the window. */
final class Storm {
    private static final int STAYED = 3_000;
    private static final int STORM = 10_000;
    private static final int EVENTS_EACH = 5;
    private static final int RATE = Integer.getInteger("load.rate", 1_000);
    private static final int SECONDS = 20;
    private static final int ROUNDS = Integer.getInteger("load.rounds", 2);
    /** Default rate of handshakes, and a window that has lost what the storm has missed. */
    private static final Map<String, String> SETTINGS = Map.of(
            Stage.HANDSHAKES, System.getProperty("load.handshakes", "1000"), "TIDINGS_WINDOW_MAX_BYTES", "16777216");

    private Storm() {}

    static void run() {
        try (Stage stage = Stage.set("storm", SETTINGS);
                Fleet stayed = stage.fleet(STAYED);
                Writer writer = stage.writer(0, STAYED, 0);
                Writer missed = stage.writer(STAYED, STORM, 2);
                Writer others = stage.writer(1_000_000, 100_000, 2)) {
            List<String> tokens = stage.tokens(STAYED, STORM);
            List<String> cursors;
            try (Fleet before = Fleet.open(stage.tidings().port(), STAYED, tokens, Fleet.Reading.FAST)) {
                cursors = before.cursors();
            }
            missed.write(STORM * EVENTS_EACH);
            others.write(200_000);
            stage.awaitTailed(missed.written() + others.written());
            Stage.say("warm-up: %s", Steady.run(stage, stayed, writer, RATE * SECONDS, RATE));
            for (int round = 1; round <= ROUNDS; round++) {
                Stage.say("round %d, quiet: %s", round, Steady.run(stage, stayed, writer, RATE * SECONDS, RATE));
                CompletableFuture<String> storm = CompletableFuture.supplyAsync(() -> comeBack(stage, tokens, cursors));
                Stage.say("round %d, storm: %s", round, Steady.run(stage, stayed, writer, RATE * SECONDS, RATE));
                Stage.say("round %d, %s", round, storm.join());
            }
        }
    }

    private static String comeBack(Stage stage, List<String> tokens, List<String> cursors) {
        double scans = stage.tidings().metric("tidings_replay_scans_total");
        long begin = System.nanoTime();
        try (Fleet fleet = Fleet.resume(stage.tidings().port(), STAYED, tokens, cursors)) {
            double opened = (System.nanoTime() - begin) / 1e9;
            fleet.awaitReceived((long) STORM * EVENTS_EACH);
            return String.format(
                    "%d came back in %.1f s, with all %d events that they had missed after %.1f s; %d handshakes were told"
                            + " to come later; %.0f scans; RSS %d MB",
                    STORM,
                    opened,
                    STORM * EVENTS_EACH,
                    (fleet.tally().lastAt() - begin) / 1e9,
                    fleet.refused(),
                    stage.tidings().metric("tidings_replay_scans_total") - scans,
                    stage.facts().residentBytes() >> 20);
        }
    }
}
