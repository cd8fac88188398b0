package dev.tidings.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

class SupervisedThreadTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final AtomicInteger runs = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Test
    void aTaskThatFailsIsRepeatedAfterItsPause() {
        SupervisedThread thread = new SupervisedThread(
                "test",
                () -> {
                    throw new IllegalStateException("run " + runs.incrementAndGet());
                },
                failure -> {
                    failures.add(String.valueOf(failure.getMessage()));
                    return failures.size() < 3 ? Duration.ZERO : LONG;
                });
        try (thread) {
            thread.start();
            await().until(() -> failures.size() == 3);
            assertThat(failures).containsExactly("run 1", "run 2", "run 3");
        }
        assertThat(thread.isAlive()).isFalse();
        assertThat(runs).hasValue(3);
    }

    @Test
    void aTaskThatEndsIsRepeatedAtOnce() {
        try (SupervisedThread thread =
                new SupervisedThread("test", () -> runs.incrementAndGet(), failure -> Duration.ZERO)) {
            thread.start();
            await().until(() -> runs.get() > 10);
        }
    }

    @Test
    void anInterruptOfKafkasClientEndsTheThread() {
        try (SupervisedThread thread = new SupervisedThread(
                "test",
                () -> {
                    throw new InterruptException("interrupted");
                },
                failure -> LONG)) {
            thread.start();
            await().until(() -> thread.isStopping() && !thread.isAlive());
        }
    }

    @Test
    void aStopLetsTheTaskFinishAndEndsAPause() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger finished = new AtomicInteger();
        SupervisedThread[] self = new SupervisedThread[1];
        SupervisedThread thread = new SupervisedThread(
                "test",
                () -> {
                    begun.countDown();
                    self[0].pause(LONG);
                    finished.incrementAndGet();
                },
                failure -> LONG);
        self[0] = thread;
        try (thread) {
            thread.start();
            begun.await();
            thread.stop();
            thread.join(Duration.ofSeconds(10));
            assertThat(thread.isAlive()).isFalse();
            assertThat(finished).hasValue(1);
        }
    }
}
