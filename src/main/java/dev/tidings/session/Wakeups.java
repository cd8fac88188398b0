package dev.tidings.session;

import dev.tidings.window.PartitionWindow;
import java.util.HashMap;
import java.util.Map;

/** Collects the sessions that have something new to read, poll by poll, for each loop. The tail's thread only. */
public final class Wakeups {
    private final SessionRegistry registry;
    private final Map<LoopContext, WakeupBatch> batches = new HashMap<>();
    private long poll;

    public Wakeups(SessionRegistry registry) {
        this.registry = registry;
    }

    /**
     * Records that there is a record for this session at that offset. Within a poll the offsets of a partition come in
     * order, and the first counts.
     */
    public void add(Session session, PartitionWindow window, long offset) {
        if (session.wokenInPoll == poll && session.wokenFor == window) {
            return;
        }
        session.wokenInPoll = poll;
        session.wokenFor = window;
        batches.computeIfAbsent(session.loop(), loop -> new WakeupBatch()).add(session, window, offset);
    }

    /** Discards the wake-ups of this poll, to collect them again. */
    public void restart() {
        poll++;
        batches.clear();
    }

    /**
     * Submits the wake-ups, with the offsets up to which all sessions of their loops have now been woken. Waits for
     * loops that are behind.
     */
    public void submit(Watermarks watermarks) throws InterruptedException {
        poll++;
        for (Map.Entry<LoopContext, WakeupBatch> entry : batches.entrySet()) {
            registry.loopOf(entry.getKey()).submit(entry.getValue().upTo(watermarks));
        }
        batches.clear();
    }

    /** Submits the wake-ups, and the offsets to loops without wake-ups too, unless these are behind. */
    public void submitToAll(Watermarks watermarks) throws InterruptedException {
        for (PushLoop loop : registry.loops()) {
            if (!batches.containsKey(loop.context())) {
                loop.offer(new WakeupBatch().upTo(watermarks));
            }
        }
        submit(watermarks);
    }
}
