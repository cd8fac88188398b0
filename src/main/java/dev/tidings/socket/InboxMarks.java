package dev.tidings.socket;

import dev.tidings.session.Session;
import dev.tidings.socket.Connections.Client;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Passes on the changes of the inbox that clients ask for, those of a client one after the other. */
@Singleton
class InboxMarks {
    /** The maximum number of changes of one client that are not made yet. */
    private static final int MOST_PENDING = 32;

    private final InboxPort inbox;
    /** Only the sessions with changes that are not made yet; a session's entry belongs to its loop. */
    private final Map<Session, Pending> pending = new ConcurrentHashMap<>();

    InboxMarks(InboxPort inbox) {
        this.inbox = inbox;
    }

    private record Pending(CompletionStage<?> last, int count) {
        static final Pending NOTHING = new Pending(CompletableFuture.completedFuture(null), 0);
    }

    /** Returns whether clients may mark items here. */
    boolean areOn() {
        return inbox.address() != null;
    }

    /** Makes a change after those before it. Called on the session's loop, and continues there with the result. */
    void mark(byte[] data, Client client) {
        Session session = client.session();
        Pending before = pending.getOrDefault(session, Pending.NOTHING);
        if (before.count() >= MOST_PENDING) {
            client.postpone(ErrorCode.TOO_MANY_MARKS, "tidings.inbox.mark: expected fewer at a time");
            return;
        }
        CompletionStage<Optional<InboxPort.Refused>> made = before.last()
                .handle((result, failed) -> session.subscriber())
                .thenCompose(subscriber -> inbox.mark(subscriber, data));
        pending.put(session, new Pending(made, before.count() + 1));
        made.whenComplete((refused, failure) -> session.loop().execute(() -> {
            done(session);
            answer(client, refused, failure);
        }));
    }

    private void done(Session session) {
        pending.computeIfPresent(
                session, (key, now) -> now.count() == 1 ? null : new Pending(now.last(), now.count() - 1));
    }

    private static void answer(
            Client client, @Nullable Optional<InboxPort.Refused> refused, @Nullable Throwable failure) {
        if (failure != null || refused == null) {
            client.postpone(ErrorCode.INBOX_UNAVAILABLE, "tidings.inbox.mark: failed; expected to be tried again");
        } else if (refused.isPresent()) {
            tell(client, refused.get());
        }
    }

    private static void tell(Client client, InboxPort.Refused refused) {
        switch (refused.code()) {
            case TOO_MANY_MARKS, INBOX_UNAVAILABLE -> client.postpone(refused.code(), refused.message());
            default -> client.refuse(refused.code(), refused.message());
        }
    }
}
