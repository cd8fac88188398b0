package dev.tidings.tail;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the log reaches up to a cursor that is ahead of this pod: another pod may simply have read further.
 *
 * <p>One question at a time goes to the broker, whatever the number of those who ask: strangers with made-up cursors cost
 * it nothing. Any thread may ask.
 */
public final class LogEnds {
    private final Supplier<CompletionStage<Map<Partition, Long>>> broker;
    private @Nullable CompletableFuture<Map<Partition, Long>> next;
    private boolean asking;

    LogEnds(Supplier<CompletionStage<Map<Partition, Long>>> broker) {
        this.broker = broker;
    }

    /** True when each of the cursor's positions is at or before the log's end as of a moment after the call. */
    public CompletionStage<Boolean> reach(Cursor cursor) {
        return ends().thenApply(ends -> isWithin(cursor.positions(), ends));
    }

    private static boolean isWithin(List<Position> positions, Map<Partition, Long> ends) {
        return positions.stream()
                .allMatch(position -> position.offset() <= ends.getOrDefault(position.partition(), -1L));
    }

    private synchronized CompletionStage<Map<Partition, Long>> ends() {
        CompletableFuture<Map<Partition, Long>> answer = next;
        if (answer == null) {
            answer = new CompletableFuture<>();
            next = answer;
        }
        askNext();
        return answer;
    }

    private synchronized void askNext() {
        CompletableFuture<Map<Partition, Long>> answer = next;
        if (asking || answer == null) {
            return;
        }
        asking = true;
        next = null;
        ask().whenComplete((ends, failure) -> {
            if (failure == null) {
                answer.complete(ends);
            } else {
                answer.completeExceptionally(failure);
            }
            answered();
        });
    }

    private CompletionStage<Map<Partition, Long>> ask() {
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
