package dev.tidings.tail;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Requests a refresh of the topics before its time, for cursors that are ahead of this pod's layout. One refresh serves
 * all requests meanwhile, and not more often than {@link #APART}, so that made-up cursors cost the broker little. Any
 * thread may call it.
 */
final class LayoutRefresh {
    static final Duration APART = Duration.ofSeconds(1);

    private @Nullable CompletableFuture<Void> wished;
    private @Nullable CompletableFuture<Void> begun;
    private Instant lastBegun = Instant.EPOCH;

    /** Returns a future that completes when a refresh that began after this call is done, whatever it has found. */
    synchronized CompletionStage<Void> request() {
        CompletableFuture<Void> wish = wished == null ? new CompletableFuture<>() : wished;
        wished = wish;
        return wish;
    }

    /** Returns whether a refresh should begin now. */
    synchronized boolean isDue(Instant now) {
        return wished != null && !now.isBefore(lastBegun.plus(APART));
    }

    synchronized void start(Instant now) {
        lastBegun = now;
        begun = wished;
        wished = null;
    }

    void finish() {
        CompletableFuture<Void> done = takeStarted();
        if (done != null) {
            done.complete(null);
        }
    }

    private synchronized @Nullable CompletableFuture<Void> takeStarted() {
        CompletableFuture<Void> done = begun;
        begun = null;
        return done;
    }
}
