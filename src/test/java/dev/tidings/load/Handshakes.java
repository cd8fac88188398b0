package dev.tidings.load;

import java.util.List;

/** Handshakes with tokens that Tidings has not seen (RS256), and again with the same ones. */
final class Handshakes {
    private static final int SESSIONS = Integer.getInteger("load.sessions", 5_000);
    private static final int ROUNDS = Integer.getInteger("load.rounds", 4);

    private Handshakes() {}

    static void run() {
        try (Stage stage = Stage.set("handshakes")) {
            for (int round = 1; round <= ROUNDS; round++) {
                List<String> tokens = stage.tokens(0, SESSIONS);
                connect(stage, tokens, round, "new tokens");
                connect(stage, tokens, round, "known tokens");
            }
        }
    }

    private static void connect(Stage stage, List<String> tokens, int round, String what) {
        long cpu = stage.facts().cpuMicros();
        long begin = System.nanoTime();
        try (Fleet fleet = Fleet.open(stage.tidings().port(), tokens)) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            Stage.say(
                    "round %d, %s: %d in %.2f s = %.0f handshakes/s; CPU us/handshake: tidings %.0f, clients %.0f",
                    round,
                    what,
                    SESSIONS,
                    seconds,
                    SESSIONS / seconds,
                    (double) (stage.facts().cpuMicros() - cpu) / SESSIONS,
                    fleet.cpuNanos() / 1e3 / SESSIONS);
        }
    }
}
