package dev.tidings.load;

/** Memory of sessions that do nothing: the same process without and with 15,000 of them. */
final class IdleMemory {
    private static final int SESSIONS = Integer.getInteger("load.sessions", 15_000);
    private static final int WARM_UP = 500;
    private static final int TOP = 45;

    private IdleMemory() {}

    static void run() {
        try (Stage stage = Stage.set("memory")) {
            // What loads with the first sessions is no session's.
            stage.fleet(WARM_UP).close();
            Heap before = Heap.of(stage.facts().pid());
            long residentBefore = stage.facts().residentBytes();
            Stage.say("0 sessions: heap %.1f MB, RSS %.1f MB", before.bytes() / 1e6, residentBefore / 1e6);
            try (Fleet fleet = stage.fleet(SESSIONS)) {
                Heap after = Heap.of(stage.facts().pid());
                long resident = stage.facts().residentBytes();
                fleet.tally().requireFlawless(0);
                Stage.say("%d sessions: heap %.1f MB, RSS %.1f MB", SESSIONS, after.bytes() / 1e6, resident / 1e6);
                Stage.say(
                        "a session: heap %.2f KB, RSS %.2f KB",
                        (after.bytes() - before.bytes()) / 1e3 / SESSIONS,
                        (resident - residentBefore) / 1e3 / SESSIONS);
                System.out.print(after.growth(before, SESSIONS, TOP));
            }
        }
    }
}
