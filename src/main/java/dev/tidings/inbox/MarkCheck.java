package dev.tidings.inbox;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.session.LogExtent;
import dev.tidings.session.ExtentLookup;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks what a user wants to change before it is written to the log. A client may know an item, or a cursor, that the
 * projection has not reached: what lies beyond it is compared with the log's end at the broker.
 */
@Singleton
class MarkCheck {
    private static final long ANSWER_SECONDS = 3;

    private final ExtentLookup log;

    MarkCheck(ExtentLookup log) {
        this.log = log;
    }

    /**
     * Returns the change with only those ids that are the user's items, or may become one; nothing where none is left.
     *
     * @throws MarkRefusedException where the cursor is of another log, or of the future
     */
    Optional<MarkRequest> check(MarkRequest change, InboxReader inbox) throws SQLException {
        Cursor upto = change.upto();
        if (upto != null) {
            check(upto, inbox.generations());
            return Optional.of(change);
        }
        List<ItemId> ids = known(change.ids(), inbox);
        return ids.isEmpty() ? Optional.empty() : Optional.of(new MarkRequest(change.action(), ids, null));
    }

    private void check(Cursor upto, Generations generations) {
        boolean ahead = false;
        for (Position position : upto.positions()) {
            Generations.Projection known = generations.of(position.partition().id());
            if (known == null || known.epoch() != upto.epoch()) {
                throw MarkRefusedException.badCursor("upto: a cursor of another log (expected: one of this log)");
            }
            ahead |= position.offset() > known.next();
        }
        if (ahead) {
            LogExtent extent = extent();
            if (!upto.positions().stream().allMatch(extent::reaches)) {
                throw MarkRefusedException.badCursor("upto: beyond the log's end (expected: a cursor that was sent)");
            }
        }
    }

    private List<ItemId> known(List<ItemId> ids, InboxReader inbox) throws SQLException {
        Set<ItemId> projected = new HashSet<>(inbox.own(ids));
        List<ItemId> ahead = ids.stream()
                .filter(id -> isAhead(id, inbox.generations()))
                .toList();
        Set<ItemId> written = ahead.isEmpty() ? Set.of() : written(ahead);
        List<ItemId> known = new ArrayList<>();
        for (ItemId id : ids) {
            if (projected.contains(id) || written.contains(id)) {
                known.add(id);
            }
        }
        return known;
    }

    private static boolean isAhead(ItemId id, Generations generations) {
        Generations.Projection known = generations.of(id.part());
        return known != null && Generation.of(id.number()) == 0 && id.number() >= known.next();
    }

    private Set<ItemId> written(List<ItemId> ahead) {
        LogExtent extent = extent();
        Set<ItemId> written = new HashSet<>();
        for (ItemId id : ahead) {
            // The position behind the record, which the log's end has reached where the record is written.
            if (extent.reaches(new Position(Partition.of(id.part()), id.number() + 1))) {
                written.add(id);
            }
        }
        return written;
    }

    private LogExtent extent() {
        try {
            return log.find().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw MarkRefusedException.unavailable("Kafka does not say where the log ends");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MarkRefusedException.unavailable("the pod is stopping");
        }
    }
}
