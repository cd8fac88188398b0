package dev.tidings.load;

/** Runs the scenarios that are named, one after the other. */
final class Load {
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
                default ->
                    throw new IllegalArgumentException("scenario: " + scenario
                            + " (expected: drain, latency, memory, skim, handshakes or replay)");
            }
        }
    }
}
