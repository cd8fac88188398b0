package dev.tidings.chaos;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the log has taken, by audience. Any thread. */
final class Sent {
    private final Map<String, BitSet> taken = new HashMap<>();
    private final Map<String, BitSet> excused = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private int records;

    synchronized void taken(Numbered event) {
        records++;
        taken.computeIfAbsent(event.audience(), audience -> new BitSet()).set(event.number());
    }

    /** Whether the log has it is not known. */
    synchronized void failed(Numbered event, Exception why) {
        failures.add(event + ": " + why);
    }

    /** The numbers of an audience's events that are in the log. */
    synchronized BitSet of(String audience) {
        return copy(taken.get(audience));
    }

    /** The numbers that nobody need have, but may. */
    synchronized BitSet excused(String audience) {
        return copy(excused.get(audience));
    }

    private static BitSet copy(@Nullable BitSet numbers) {
        return numbers == null ? new BitSet() : (BitSet) numbers.clone();
    }

    synchronized int records() {
        return records;
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** All that was sent so far: a gap over it was told. */
    synchronized void excuse() {
        taken.forEach((audience, numbers) ->
                excused.computeIfAbsent(audience, each -> new BitSet()).or(numbers));
        taken.clear();
        failures.clear();
    }
}
