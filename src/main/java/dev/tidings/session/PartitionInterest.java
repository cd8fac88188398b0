package dev.tidings.session;

import dev.tidings.event.Partition;
import dev.tidings.window.PartitionWindow;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Tells the tail what the sessions here need of the log, where it reads no more than that. Of a session, on its loop only. */
public interface PartitionInterest {
    /** The session needs these too, until it ends. Done when all of them are read; fails when that takes too long. */
    CompletableFuture<Void> want(Session session, Supplier<Set<Partition>> partitions);

    /** It needs this one too, which it was woken for; false when that is no longer read as it was then. */
    boolean join(Session session, PartitionWindow window);

    /** The session needs nothing more. */
    void end(Session session);

    /** The tail reads everything, so nobody needs to say anything. */
    PartitionInterest NONE = new PartitionInterest() {
        private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

        @Override
        public CompletableFuture<Void> want(Session session, Supplier<Set<Partition>> partitions) {
            return DONE;
        }

        @Override
        public boolean join(Session session, PartitionWindow window) {
            return true;
        }

        @Override
        public void end(Session session) {}
    };
}
