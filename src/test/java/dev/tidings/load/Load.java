package dev.tidings.load;

import java.util.List;

/** Runs the scenarios that are named, one after the other. */
final class Load {
    static final List<String> SCENARIOS = List.of(
            "drain",
            "latency",
            "memory",
            "skim",
            "handshakes",
            "replay",
            "storm",
            "stalled",
            "slow-readers",
            "affinity",
            "intake");

    private Load() {}

    public static void main(String[] scenarios) {
        for (String scenario : scenarios) {
            switch (scenario) {
                case "drain" -> Drain.run();
                case "latency" -> Latency.run();
                case "memory" -> IdleMemory.run();
                case "skim" -> Skim.run();
                case "handshakes" -> Handshakes.run();
                case "replay" -> Replaying.run();
                case "storm" -> Storm.run();
                case "stalled" -> Stalled.run();
                case "slow-readers" -> SlowReaders.run();
                case "affinity" -> Affinity.run();
                case "intake" -> Intake.run();
                default ->
                    throw new IllegalArgumentException(
                            "scenario: " + scenario + " (expected: one of " + SCENARIOS + ")");
            }
        }
    }
}
