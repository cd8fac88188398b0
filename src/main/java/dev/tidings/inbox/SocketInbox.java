package dev.tidings.inbox;

import dev.tidings.http.ProblemException;
import dev.tidings.session.Subscriber;
import dev.tidings.socket.ErrorCode;
import dev.tidings.socket.InboxPort;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gives sockets the inbox: what they ask for is done on a worker thread. */
@Singleton
class SocketInbox implements InboxPort {
    private final InboxDatabase database;
    private final InboxService inbox;

    SocketInbox(InboxDatabase database, InboxService inbox) {
        this.database = database;
        this.inbox = inbox;
    }

    @Override
    public @Nullable String address() {
        return database.isOn() ? InboxResource.PATH : null;
    }

    @Override
    public CompletionStage<Optional<Refused>> mark(Subscriber member, byte[] data) {
        return Uni.createFrom()
                .item(() -> refusal(member, data))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .subscribeAsCompletionStage();
    }

    private Optional<Refused> refusal(Subscriber member, byte[] data) {
        try {
            var unused = inbox.mark(member, MarkRequest.ofMessage(data));
            return Optional.empty();
        } catch (MarkRefusedException e) {
            return Optional.of(new Refused(e.code(), "tidings.inbox.mark: " + e.getMessage()));
        } catch (ProblemException e) {
            return Optional.of(new Refused(ErrorCode.INBOX_UNAVAILABLE, "tidings.inbox.mark: " + e.getMessage()));
        }
    }
}
