package dev.tidings.inbox;

import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import dev.tidings.http.ProblemException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Changes the state of a user's items, the log first: the change is an event, which every device of the user gets, and
 * which the projection applies. It is applied here too, so that whoever made it reads it at once. May block its caller.
 *
 * <p>The changes of a user are made one after the other, on all pods: so each event has the counts after it and all
 * before it.
 */
@Singleton
class Marker {
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended(?, 7214))";

    /** The offset with which a change is tried: after every one of the log. */
    private static final long AFTER_ALL = (1L << 48) - 1;

    private static final long PATIENCE_SECONDS = 2;

    private final InboxSessions sessions;
    private final MarkCheck check;
    private final ChangeLog log;
    private final Clock clock;
    private final Semaphore turns;

    Marker(InboxSessions sessions, MarkCheck check, ChangeLog log, MarkConfig config, Clock clock) {
        this.sessions = sessions;
        this.check = check;
        this.log = log;
        this.clock = clock;
        this.turns = new Semaphore(config.maxAtOnce());
    }

    /**
     * Makes a change, and returns the counts after it.
     *
     * @throws MarkRefusedException where the change is wrong, or cannot be made now
     * @throws ProblemException where the database does not answer
     */
    Counts mark(InboxOwner owner, MarkRequest request) {
        awaitTurn();
        AtomicReference<Counts> written = new AtomicReference<>();
        try {
            return sessions.change(connection -> mark(connection, owner, request, written));
        } catch (ProblemException e) {
            // The change is in the log already, so the projection applies it.
            Counts counts = written.get();
            if (counts == null) {
                throw e;
            }
            return counts;
        } finally {
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw MarkRefusedException.unavailable(
                        "too many changes at once (expected: at most tidings.inbox.marks.max-at-once)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MarkRefusedException.unavailable("the pod is stopping");
        }
    }

    private Counts mark(
            Connection connection, InboxOwner owner, MarkRequest request, AtomicReference<Counts> written)
            throws SQLException {
        lock(connection, owner.user());
        InboxReader inbox = InboxReader.on(connection, owner);
        Optional<MarkRequest> checked = check.check(request, inbox);
        if (checked.isEmpty()) {
            return inbox.counts();
        }
        MarkRequest change = checked.get();
        Instant now = clock.instant();
        Counts after = tried(connection, change.by(owner.user(), owner.homes().get(0), now), inbox);
        RecordMetadata place = log.write(owner.user(), ChangeEvent.json(change, after, now));
        written.set(after);
        Partition partition = new Partition(Topic.NOTIFICATIONS, place.partition());
        Instant at = Instant.ofEpochMilli(place.timestamp());
        var unused = StateChanges.apply(connection, change.by(owner.user(), partition.id(), at), place.offset());
        return after;
    }

    private static void lock(Connection connection, UserId user) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ONE_AT_A_TIME)) {
            statement.setString(1, user.value());
            statement.execute();
        }
    }

    /** Returns the counts as they will be, and leaves everything as it was. */
    private static Counts tried(Connection connection, StateChange change, InboxReader inbox) throws SQLException {
        Savepoint before = connection.setSavepoint();
        var unused = StateChanges.apply(connection, change, AFTER_ALL);
        Counts after = inbox.counts();
        connection.rollback(before);
        return after;
    }
}
