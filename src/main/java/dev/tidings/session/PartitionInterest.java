package dev.tidings.session;

import dev.tidings.event.Partition;
import dev.tidings.window.PartitionWindow;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Informs the tail which partitions the sessions here need, where it reads only those. On the session's loop only. */
public interface PartitionInterest {
    /** Adds partitions that the session needs until it ends. Completes when all are read; fails after too long. */
    CompletableFuture<Void> acquire(Session session, Supplier<Set<Partition>> partitions);

    /** Adds the partition for which the session was woken; returns false when it is no longer read in that window. */
    boolean join(Session session, PartitionWindow window);

    /** Ends the session's needs. */
    void release(Session session);

    /** The tail reads everything, so that no session has to register its needs. */
    PartitionInterest NONE = new PartitionInterest() {
        private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

        @Override
        public CompletableFuture<Void> acquire(Session session, Supplier<Set<Partition>> partitions) {
            return DONE;
        }

        @Override
        public boolean join(Session session, PartitionWindow window) {
            return true;
        }

        @Override
        public void release(Session session) {}
    };
}
