package dev.tidings.socket;

import dev.tidings.session.Subscriber;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The port to the inboxes of the users who are connected. Any thread. */
public interface InboxPort {
    /** Returns the address of the inbox on this server, or null while the inbox is off. */
    @Nullable
    String address();

    /**
     * Changes the state of items, as the data of {@code tidings.inbox.mark} names them. Never blocks. The result is
     * empty where the change is in the log.
     */
    CompletionStage<Optional<Refused>> mark(Subscriber member, byte[] data);

    /** The answer to a change that was not made. */
    record Refused(ErrorCode code, String message) {}
}
