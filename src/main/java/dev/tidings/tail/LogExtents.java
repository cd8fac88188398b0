package dev.tidings.tail;

import dev.tidings.session.LogExtent;
import dev.tidings.session.ExtentLookup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Queries the broker for the extent of the log: for cursors that are ahead of this pod, since another one may have read
 * further, and for those that are older than the window.
 *
 * <p>One query at a time goes to the broker, whatever the number of callers: made-up cursors of strangers cost it
 * nothing. Any thread may call it.
 */
public final class LogExtents implements ExtentLookup {
    private final Supplier<CompletionStage<LogExtent>> broker;
    private final LayoutRefresh layout;
    private @Nullable CompletableFuture<LogExtent> next;
    private boolean asking;

    LogExtents(Supplier<CompletionStage<LogExtent>> broker, LayoutRefresh layout) {
        this.broker = broker;
        this.layout = layout;
    }

    @Override
    public CompletionStage<LogExtent> findAfterRefresh() {
        return layout.wish().thenCompose(done -> find());
    }

    /** Returns the extent as of a moment after the call. */
    @Override
    public synchronized CompletionStage<LogExtent> find() {
        CompletableFuture<LogExtent> answer = next;
        if (answer == null) {
            answer = new CompletableFuture<>();
            next = answer;
        }
        askNext();
        return answer;
    }

    private synchronized void askNext() {
        CompletableFuture<LogExtent> answer = next;
        if (asking || answer == null) {
            return;
        }
        asking = true;
        next = null;
        ask().whenComplete((extent, failure) -> {
            if (failure == null) {
                answer.complete(extent);
            } else {
                answer.completeExceptionally(failure);
            }
            answered();
        });
    }

    private CompletionStage<LogExtent> ask() {
        try {
            return broker.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized void answered() {
        asking = false;
        askNext();
    }
}
