package dev.tidings.kafka;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A thread that works with Kafka for the life of the pod: it repeats its task until it is closed, and pauses after a
 * failure.
 */
public final class SupervisedThread implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Task task;
    private final Function<RuntimeException, Duration> onFailure;
    private final Thread thread;
    private volatile boolean stopping;

    /** The work of the thread. It ends when the thread stops, or earlier to be repeated at once. */
    @FunctionalInterface
    public interface Task {
        void run() throws InterruptedException;
    }

    /** @param onFailure handles a failure, and returns the pause before the task is repeated */
    public SupervisedThread(String name, Task task, Function<RuntimeException, Duration> onFailure) {
        this.task = task;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!stopping) {
            try {
                task.run();
            } catch (InterruptedException | InterruptException e) {
                stopping = true;
            } catch (RuntimeException e) {
                pause(onFailure.apply(e));
            }
        }
    }

    /** Pauses the calling thread, which is this one; returns early when it stops. */
    public void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !stopping; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                return;
            }
        }
    }

    public boolean isStopping() {
        return stopping;
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Tells the thread to stop, without an interrupt. */
    public void stop() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    /** Interrupts the thread, and waits for its end for two seconds. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        join(PATIENCE);
    }

    /** Waits for the end of the thread for a limited time. */
    public void join(Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
