package dev.tidings.tail;

import dev.tidings.event.Event;
import dev.tidings.event.RejectReason;
import java.util.Optional;

/** A record on its way within a trace. Called by the tail's thread, and only for records that somebody here wants. */
public interface Traced {
    /** The {@code traceparent} that goes on to clients, where it is another than the record's. */
    Optional<String> continued();

    /** That many sessions are about to be woken for it. */
    void waits(Event event, int sessions);

    void expired();

    void rejected(RejectReason reason);

    /** Nobody looks at it. */
    Traced NOT = new Traced() {
        @Override
        public Optional<String> continued() {
            return Optional.empty();
        }

        @Override
        public void waits(Event event, int sessions) {}

        @Override
        public void expired() {}

        @Override
        public void rejected(RejectReason reason) {}
    };
}
