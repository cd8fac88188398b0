package dev.tidings.bench.work;

import dev.tidings.bench.subject.Subject;

/** What a subject may be given to do; the usual works are those of all subjects that say nothing else. */
public enum Work {
    CONNECT(true),
    IDLE(true),
    STEADY(true),
    /** More rates, for how cost grows with them. */
    GROWTH(false),
    BROADCAST(true),
    DRAIN(true),
    SKIM(false),
    RESUME(false),
    FLEET(false),
    /** More sessions than one process has descriptors for, over four instances. */
    MULTITUDE(false),
    /** No subject's: what the driver itself writes and reads, for comparison. */
    FLOOR(false);

    private final boolean usual;

    Work(boolean usual) {
        this.usual = usual;
    }

    public boolean isOf(Subject subject) {
        return subject.does(label(), usual);
    }

    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
