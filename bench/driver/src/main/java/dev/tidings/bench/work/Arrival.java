package dev.tidings.bench.work;

import dev.tidings.bench.load.Tally;
import java.util.concurrent.TimeUnit;

/** Waiting for events, as long as there is hope. */
final class Arrival {
    private static final int LOOK_MILLIS = 5;

    private Arrival() {}

    /** Until clients have had so many in all; or none came for {@code stallMillis}; or {@code atMostMillis} are over. */
    static void await(Tally tally, long received, int stallMillis, int atMostMillis) {
        long begin = System.nanoTime();
        long movedAt = begin;
        long before = -1;
        while (tally.received() < received) {
            long now = System.nanoTime();
            if (tally.received() != before) {
                before = tally.received();
                movedAt = now;
            }
            if (now - movedAt > stallMillis * 1_000_000L || now - begin > atMostMillis * 1_000_000L) {
                return;
            }
            sleep(LOOK_MILLIS);
        }
    }

    static void sleep(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
