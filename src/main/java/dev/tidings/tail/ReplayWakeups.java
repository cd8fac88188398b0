package dev.tidings.tail;

import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Has sessions pumped for which a scan has kept something: a few at a time, so that live events find their turn between them,
 * and no more than the loops keep up with. The replay thread's own.
 */
final class ReplayWakeups {
    private static final int SESSIONS_AT_A_TIME = 16;
    private static final int QUEUED = 8;
    private static final long PATIENCE_MILLIS = 1_000;

    private final Semaphore room = new Semaphore(QUEUED);

    void wake(Collection<Session> sessions) throws InterruptedException {
        Map<PushLoop, List<Session>> byLoop = new HashMap<>();
        for (Session session : sessions) {
            List<Session> some = byLoop.computeIfAbsent(session.loop(), loop -> new ArrayList<>());
            some.add(session);
            if (some.size() == SESSIONS_AT_A_TIME) {
                pump(session.loop(), List.copyOf(some));
                some.clear();
            }
        }
        for (Map.Entry<PushLoop, List<Session>> rest : byLoop.entrySet()) {
            pump(rest.getKey(), rest.getValue());
        }
    }

    private void pump(PushLoop loop, List<Session> sessions) throws InterruptedException {
        // A loop that does not come to its work for so long gets it all the same: what waits is bounded by the
        // sessions.
        boolean counted = room.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        boolean queued = loop.execute(() -> {
            release(counted);
            sessions.forEach(Session::pump);
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
