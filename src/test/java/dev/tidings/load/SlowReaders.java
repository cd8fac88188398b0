package dev.tidings.load;

import java.util.Map;

/** What 500 readers of 1 KB/s do to the latency of 5,000 that keep up: rounds with and without them, in turn. */
final class SlowReaders {
    private static final int FAST = 5_000;
    private static final int SLOW = 500;
    private static final int RATE = Integer.getInteger("load.rate", 2_000);
    private static final int SECONDS = 15;
    private static final int ROUNDS = Integer.getInteger("load.rounds", 2);
    /** For each of the slow: minutes of reading. */
    private static final int BACKLOG = 1_000;

    private static final Fleet.Reading KILOBYTE_AT_ONCE = new Fleet.Reading(4 * 1024, 1024);
    private static final Map<String, String> SETTINGS = Map.of(
            "TIDINGS_WINDOW_MAX_BYTES", "402653184",
            "TIDINGS_WINDOW_MAX_AGE", "1h",
            "TIDINGS_SESSION_STALL_TIMEOUT", "1h",
            "TIDINGS_SESSION_HEARTBEAT", "1h");

    private SlowReaders() {}

    static void run() {
        try (Stage stage = Stage.set("slow-readers", SETTINGS);
                Fleet fast = stage.fleet(FAST);
                Writer writer = stage.writer(0, FAST, 0)) {
            Stage.say("warm-up: 20000 events/s: %s", Steady.run(stage, fast, writer, 200_000, 20_000));
            Stage.say("warm-up: %s", round(stage, fast, writer));
            double without = 0;
            double with = 0;
            for (int i = 1; i <= ROUNDS; i++) {
                Steady.Result alone = round(stage, fast, writer);
                Stage.say("round %d, %d fast alone: %s", i, FAST, alone);
                Steady.Result together = withSlowOnes(stage, fast, writer, i);
                Stage.say("round %d, with %d slow: %s", i, SLOW, together);
                without += alone.p99();
                with += together.p99();
            }
            Stage.say("p99 with / without: %.2f", with / without);
        }
    }

    private static Steady.Result round(Stage stage, Fleet fast, Writer writer) {
        return Steady.run(stage, fast, writer, RATE * SECONDS, RATE);
    }

    private static Steady.Result withSlowOnes(Stage stage, Fleet fast, Writer writer, int round) {
        try (Fleet slow = stage.fleet(FAST, SLOW, KILOBYTE_AT_ONCE);
                Writer backlog = stage.writer(FAST, SLOW, 2)) {
            slow.trickle();
            backlog.write(SLOW * BACKLOG);
            stage.awaitTailed(writer.written() + round * backlog.written());
            Steady.Result result = round(stage, fast, writer);
            requireSlow(slow, backlog);
            return result;
        }
    }

    /** They have lagged all the time, and yet gone on. */
    private static void requireSlow(Fleet slow, Writer backlog) {
        long received = slow.tally().received();
        if (received == 0 || received >= backlog.written()) {
            throw new IllegalStateException(
                    "slow received=" + received + " (expected: > 0 and < " + backlog.written() + ")");
        }
        slow.tally().requireFlawless(received);
    }
}
