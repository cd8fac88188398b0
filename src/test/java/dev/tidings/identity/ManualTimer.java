package dev.tidings.identity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when a test says so. */
final class ManualTimer implements IssuerKeyCache.Timer {
    private final List<Task> tasks = new ArrayList<>();
    private long now;

    private record Task(long at, Runnable run) {}

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(now + delay.toNanos(), task));
    }

    void pass(Duration time) {
        now += time.toNanos();
        List<Task> due = tasks.stream().filter(task -> task.at <= now).toList();
        tasks.removeAll(due);
        due.forEach(task -> task.run.run());
    }

    /** What is due already. */
    void pass() {
        pass(Duration.ZERO);
    }
}
