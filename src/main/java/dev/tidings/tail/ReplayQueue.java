package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.session.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The replays that wait for a scan of their partition to begin: it does so a pause after the last one came, so that
 * replays that come together share one. The replay thread only.
 */
final class ReplayQueue {
    /** The maximum of times that the pause begins anew because another replay has come. */
    private static final int MAX_RESTARTS = 10;

    private final Duration pause;
    private final Map<Partition, Waiting> waiting = new LinkedHashMap<>();

    private record Waiting(List<Replay> replays, Instant first, Instant last) {}

    ReplayQueue(Duration pause) {
        this.pause = pause;
    }

    void add(Replay replay, Instant now) {
        Waiting before = waiting.get(replay.partition());
        List<Replay> all = before == null ? new ArrayList<>() : before.replays();
        all.add(replay);
        waiting.put(replay.partition(), new Waiting(all, before == null ? now : before.first(), now));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes the replays whose pause is over and whose partition is {@code free}. */
    Map<Partition, List<Replay>> takeDue(Predicate<Partition> free, Instant now) {
        Map<Partition, List<Replay>> due = new LinkedHashMap<>();
        waiting.forEach((partition, some) -> {
            if (isDue(some, now) && free.test(partition)) {
                due.put(partition, some.replays());
            }
        });
        waiting.keySet().removeAll(due.keySet());
        return due;
    }

    private boolean isDue(Waiting some, Instant now) {
        return now.isAfter(some.last().plus(pause)) || now.isAfter(some.first().plus(pause.multipliedBy(MAX_RESTARTS)));
    }
}
