package dev.tidings.load;

import java.util.Map;

/** What readers that have stopped cost: the memory of Tidings when 100,000 events wait for them, beside when none does. */
final class Stalled {
    private static final int SESSIONS = Integer.getInteger("load.sessions", 1_000);
    private static final int WAITING = Integer.getInteger("load.events", 100_000);
    private static final int ROUNDS = Integer.getInteger("load.rounds", 2);
    /** For each, more than the sockets' buffers on both sides take in, so that all the rest waits in Tidings. */
    private static final int FILLING = 160;

    private static final int WARM_UP = 20;
    private static final double MOST = 1.10;
    private static final Fleet.Reading SMALL_BUFFER = new Fleet.Reading(4 * 1024, 32 * 1024);
    private static final Map<String, String> SETTINGS = Map.of(
            "TIDINGS_SOCKET_SEND_BUFFER", "4096",
            "TIDINGS_WINDOW_MAX_BYTES", "268435456",
            "TIDINGS_SESSION_STALL_TIMEOUT", "1h",
            "TIDINGS_SESSION_HEARTBEAT", "1h");

    private Stalled() {}

    /** After a full collection. */
    private record Memory(long resident, long heap) {
        Memory plus(Memory other) {
            return new Memory(resident + other.resident, heap + other.heap);
        }
    }

    static void run() {
        Memory reading = new Memory(0, 0);
        Memory stalled = new Memory(0, 0);
        for (int round = 1; round <= ROUNDS; round++) {
            reading = reading.plus(measure(false));
            stalled = stalled.plus(measure(true));
        }
        double resident = (double) stalled.resident / reading.resident;
        double heap = (double) stalled.heap / reading.heap;
        Stage.say("stalled / reading: RSS %.3f, live heap %.3f (expected: <= %.2f)", resident, heap, MOST);
        if (resident > MOST || heap > MOST) {
            throw new IllegalStateException("stalled readers: RSS x " + resident + ", heap x " + heap);
        }
    }

    private static Memory measure(boolean stalling) {
        try (Stage stage = Stage.set("stalled", SETTINGS);
                Fleet fleet = stage.fleet(0, SESSIONS, SMALL_BUFFER);
                Writer writer = stage.writer(0, SESSIONS, 2)) {
            writer.write(WARM_UP * SESSIONS);
            fleet.awaitReceived(writer.written());
            fleet.stall(stalling);
            writer.write(FILLING * SESSIONS + WAITING);
            stage.awaitTailed(writer.written());
            if (!stalling) {
                fleet.awaitReceived(writer.written());
            }
            Heap live = Heap.of(stage.facts().pid());
            Memory memory = new Memory(stage.facts().residentBytes(), live.bytes());
            long waiting = writer.written() - (long) stage.tidings().metric("tidings_events_sent_total");
            Stage.say(
                    "%s: %d events wait for %d sessions; RSS %.1f MB, live heap %.1f MB, direct %.1f MB",
                    stalling ? "stalled" : "reading",
                    waiting,
                    SESSIONS,
                    memory.resident / 1e6,
                    memory.heap / 1e6,
                    stage.tidings().metric("jvm_buffer_memory_used_bytes", "id", "direct") / 1e6);
            requireWaiting(waiting, stalling);
            fleet.stall(false);
            fleet.awaitReceived(writer.written());
            return memory;
        }
    }

    private static void requireWaiting(long waiting, boolean stalling) {
        if (stalling ? waiting < WAITING : waiting != 0) {
            throw new IllegalStateException("waiting=" + waiting + " (expected: " + (stalling ? WAITING : 0) + ")");
        }
    }
}
