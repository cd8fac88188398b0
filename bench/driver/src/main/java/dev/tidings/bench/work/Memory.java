package dev.tidings.bench.work;

import dev.tidings.bench.machine.Jvm;
import dev.tidings.bench.machine.ProcessFacts;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a subject holds: live heap after a full collection (0 for one that is no JVM), and then the resident set. */
record Memory(long heap, long resident) {
    private static final double KIB = 1024;
    private static final int SETTLE_MILLIS = 500;

    static Memory of(Stage stage) {
        long heap = stage.jvms().stream().mapToLong(Jvm::liveHeap).sum();
        Arrival.sleep(SETTLE_MILLIS);
        long resident =
                stage.facts().stream().mapToLong(ProcessFacts::residentBytes).sum();
        return new Memory(heap, resident);
    }

    /** In KiB for each of so many sessions that came since {@code before}. */
    Map<String, Double> since(Memory before, int sessions) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("sessions", (double) sessions);
        values.put("heapKib", heap == 0 ? Double.NaN : (heap - before.heap) / KIB / sessions);
        values.put("residentKib", (resident - before.resident) / KIB / sessions);
        values.put("rssMib", resident / KIB / KIB);
        return values;
    }
}
