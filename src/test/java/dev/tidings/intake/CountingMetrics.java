package dev.tidings.intake;

import dev.tidings.intake.format.DeadReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what intake counts. */
final class CountingMetrics implements IntakeMetrics {
    private final Map<String, Map<MappingOutcome, Integer>> outcomes = new TreeMap<>();
    private final Map<DeadReason, Integer> reasons = new EnumMap<>(DeadReason.class);
    private final Map<Kept, Integer> forgotten = new EnumMap<>(Kept.class);
    private int read;
    private int events;
    private int suppressed;
    private int released;
    private int committed;
    private int aborted;

    @Override
    public synchronized void counted(String route, Tally tally, long now) {
        read += tally.records();
        events += tally.events();
        suppressed += tally.suppressed();
        for (MappingOutcome outcome : MappingOutcome.values()) {
            outcomes.computeIfAbsent(route, any -> new EnumMap<>(MappingOutcome.class))
                    .merge(outcome, tally.of(outcome), Integer::sum);
        }
        for (DeadReason reason : DeadReason.values()) {
            reasons.merge(reason, tally.of(reason), Integer::sum);
        }
    }

    @Override
    public synchronized void released(String route, int more) {
        released += more;
    }

    @Override
    public synchronized void committed() {
        committed++;
    }

    @Override
    public synchronized void aborted() {
        aborted++;
    }

    @Override
    public synchronized void evicted(Kept kept, int count) {
        forgotten.merge(kept, count, Integer::sum);
    }

    synchronized int of(MappingOutcome outcome) {
        return outcomes.values().stream()
                .mapToInt(each -> each.getOrDefault(outcome, 0))
                .sum();
    }

    synchronized int of(String route, MappingOutcome outcome) {
        return outcomes.getOrDefault(route, Map.of()).getOrDefault(outcome, 0);
    }

    synchronized int of(DeadReason reason) {
        return reasons.getOrDefault(reason, 0);
    }

    synchronized int of(Kept kept) {
        return forgotten.getOrDefault(kept, 0);
    }

    synchronized int read() {
        return read;
    }

    synchronized int events() {
        return events;
    }

    synchronized int suppressed() {
        return suppressed;
    }

    synchronized int released() {
        return released;
    }

    synchronized int committedTransactions() {
        return committed;
    }

    synchronized int abortedTransactions() {
        return aborted;
    }
}
