package dev.tidings.load;

/** From the producer's send to the client's read, at a rate that leaves all room. */
final class Latency {
    private static final int SESSIONS = 5_000;
    private static final int RATE = Integer.getInteger("load.rate", 2_000);
    private static final int SECONDS = 15;
    private static final int ROUNDS = Integer.getInteger("load.rounds", 4);

    private Latency() {}

    static void run() {
        try (Stage stage = Stage.set("latency");
                Fleet fleet = stage.fleet(SESSIONS);
                Writer warming = stage.writer(0, SESSIONS, 0)) {
            Stage.say("warm-up: 20000 events/s: %s", Steady.run(stage, fleet, warming, 200_000, 20_000));
            for (int round = 1; round <= ROUNDS; round++) {
                Steady.Result result = Steady.run(stage, fleet, warming, RATE * SECONDS, RATE);
                Stage.say("round %d: %d events/s, linger 0: %s", round, RATE, result);
            }
        }
    }
}
