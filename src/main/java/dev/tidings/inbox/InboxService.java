package dev.tidings.inbox;

import dev.tidings.http.ProblemException;
import dev.tidings.session.Subscriber;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Answers what a user asks of the own inbox, over HTTP and sockets alike. May block its caller. */
@Singleton
class InboxService {
    private final InboxOwners owners;
    private final InboxSessions sessions;
    private final MarkRate rate;
    private final Marker marker;

    InboxService(InboxOwners owners, InboxSessions sessions, MarkRate rate, Marker marker) {
        this.owners = owners;
        this.sessions = sessions;
        this.rate = rate;
        this.marker = marker;
    }

    /**
     * Returns a page of items with the counts, all of one snapshot.
     *
     * @throws ProblemException where the inbox cannot answer now
     */
    InboxPage page(Subscriber subscriber, ItemQuery query) {
        InboxOwner owner = owners.of(subscriber);
        return sessions.snapshot(
                connection -> InboxReader.on(connection, owner).page(query));
    }

    /** Returns an item; nothing for one of another user, or of nobody. */
    Optional<InboxItem> item(Subscriber subscriber, ItemId id) {
        InboxOwner owner = owners.of(subscriber);
        return sessions.snapshot(
                connection -> InboxReader.on(connection, owner).item(id));
    }

    Counts counts(Subscriber subscriber) {
        InboxOwner owner = owners.of(subscriber);
        return sessions.snapshot(
                connection -> InboxReader.on(connection, owner).counts());
    }

    /**
     * Changes the state of items, and returns the counts after it.
     *
     * @throws MarkRefusedException where the change is wrong, or cannot be made now
     * @throws ProblemException where the inbox cannot answer now
     */
    Counts mark(Subscriber subscriber, MarkRequest request) {
        if (!rate.admits(subscriber.user())) {
            throw MarkRefusedException.tooMany(
                    "too many changes (expected: at most tidings.inbox.marks.max-per-second)");
        }
        return marker.mark(owners.of(subscriber), request);
    }
}
