package dev.tidings.testkit;

import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class after which a Netty buffer is left that nobody released; of all classes, by META-INF/services. */
public final class NoLeaks implements AfterAllCallback {
    private static final int ROUNDS = 3;
    private static final Duration MOMENT = Duration.ofMillis(20);

    private static long trackedBefore;

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> leaks = leaks();
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " leaks, the first: " + leaks.get(0));
        }
    }

    private static synchronized List<String> leaks() {
        // Most classes have no buffers; for them nothing is collected.
        if (LeakDetector.tracked() == trackedBefore) {
            return List.of();
        }
        List<String> leaks = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            LockSupport.parkNanos(MOMENT.toNanos());
            // A leak is found when the next buffer is made.
            PooledByteBufAllocator.DEFAULT.directBuffer(1).release();
            leaks.addAll(LeakDetector.take());
        }
        trackedBefore = LeakDetector.tracked();
        return leaks;
    }
}
