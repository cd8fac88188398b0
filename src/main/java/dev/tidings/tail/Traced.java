package dev.tidings.tail;

import dev.tidings.event.Event;
import dev.tidings.event.RejectReason;
import java.util.Optional;

/** A record within a trace. Called by the tail's thread, and only for records that a session here wants. */
public interface Traced {
    /** Returns the {@code traceparent} that clients receive, where it is another than the record's. */
    Optional<String> continued();

    /** Records that so many sessions are about to be woken for it. */
    void dispatched(Event event, int sessions);

    void expired();

    void rejected(RejectReason reason);

    /** A record that is not traced. */
    Traced NOT = new Traced() {
        @Override
        public Optional<String> continued() {
            return Optional.empty();
        }

        @Override
        public void dispatched(Event event, int sessions) {}

        @Override
        public void expired() {}

        @Override
        public void rejected(RejectReason reason) {}
    };
}
