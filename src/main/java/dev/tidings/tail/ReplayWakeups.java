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
 * Pumps sessions for which a scan has kept records: a few at a time, so that live events get their turn between them,
 * and no more than the loops can process. The replay thread only.
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
        // A loop that is blocked for so long gets the work all the same: the number of sessions bounds what waits.
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
