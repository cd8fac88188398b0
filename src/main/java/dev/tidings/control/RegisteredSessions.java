package dev.tidings.control;

import dev.tidings.event.UserId;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Session;
import dev.tidings.session.SessionRegistry;
import java.time.Instant;
import java.util.List;

/** Adapts the session registry to {@link LocalSessions}. */
record RegisteredSessions(SessionRegistry registry) implements LocalSessions {
    private record SessionSeat(Session session) implements Seat {
        @Override
        public Instant opened() {
            return session.openedAt();
        }

        @Override
        public void close() {
            session.requestClose(CloseReason.REPLACED);
        }
    }

    @Override
    public int count(UserId user) {
        return registry.count(user);
    }

    @Override
    public List<Seat> of(UserId user) {
        return registry.ofUser(user).stream().<Seat>map(SessionSeat::new).toList();
    }
}
