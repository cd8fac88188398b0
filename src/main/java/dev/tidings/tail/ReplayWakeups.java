package dev.tidings.tail;

import dev.tidings.session.LoopContext;
import dev.tidings.session.Replay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Pumps sessions for which a scan has kept records: a few at a time, so that live events get their turn between them,
 * and no more than the loops can process. The replay thread only.
 */
final class ReplayWakeups {
    private static final int SESSIONS_AT_A_TIME = 16;
    private static final int QUEUED = 8;
    private static final long PATIENCE_MILLIS = 1_000;

    private final Semaphore room = new Semaphore(QUEUED);

    void wake(Collection<Replay.Reader> readers) throws InterruptedException {
        Map<LoopContext, List<Replay.Reader>> byLoop = new HashMap<>();
        for (Replay.Reader reader : readers) {
            List<Replay.Reader> some = byLoop.computeIfAbsent(reader.loop(), loop -> new ArrayList<>());
            some.add(reader);
            if (some.size() == SESSIONS_AT_A_TIME) {
                pump(reader.loop(), List.copyOf(some));
                some.clear();
            }
        }
        for (Map.Entry<LoopContext, List<Replay.Reader>> rest : byLoop.entrySet()) {
            pump(rest.getKey(), rest.getValue());
        }
    }

    private void pump(LoopContext loop, List<Replay.Reader> readers) throws InterruptedException {
        // A loop that is blocked for so long gets the work all the same: the number of sessions bounds what waits.
        boolean counted = room.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        boolean queued = loop.execute(() -> {
            release(counted);
            readers.forEach(Replay.Reader::pump);
        });
        if (!queued) {
            release(counted);
        }
    }

    private void release(boolean counted) {
        if (counted) {
            room.release();
        }
    }
}
