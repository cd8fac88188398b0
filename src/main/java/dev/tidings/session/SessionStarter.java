package dev.tidings.session;

import dev.tidings.event.Topic;
import dev.tidings.window.PartitionWindow;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Begins sessions, each when its partitions are read here and its start is known. On the session's loop only. */
final class SessionStarter {
    private final StartResolver resolver;
    private final SessionMetrics metrics;
    private final LogAccess log;

    SessionStarter(StartResolver resolver, SessionMetrics metrics, LogAccess log) {
        this.resolver = resolver;
        this.metrics = metrics;
        this.log = log;
    }

    /** Begins a session; {@code text} is the cursor that the client sent. */
    void start(Session session, Optional<String> text) {
        begin(session, text, StartResolver.Known.NOTHING);
    }

    private void begin(Session session, Optional<String> text, StartResolver.Known known) {
        StartResolver.Arrival arrival = resolver.arrivalOf(session.subscriber(), text);
        CompletableFuture<Void> read = log.interest().acquire(session, () -> resolver.needed(arrival));
        if (read.isDone() && !read.isCompletedExceptionally()) {
            decide(session, arrival, known);
            return;
        }
        var unused = read.whenComplete((done, failure) -> session.execute(() -> {
            if (failure != null) {
                session.close(CloseReason.OVERLOADED);
            } else if (!(session.state() instanceof SessionState.Closed)) {
                // The arrival is read once more, since the log may have grown meanwhile.
                begin(session, text, known);
            }
        }));
    }

    private void decide(Session session, StartResolver.Arrival arrival, StartResolver.Known known) {
        StartDecision start = resolver.decide(arrival, known);
        if (start instanceof StartDecision.At at) {
            metrics.opened(at.gap());
            session.begin(at, resolver);
        } else if (start instanceof StartDecision.NeedsExtent) {
            await(log.extents().find(), false, session, arrival.text());
        } else {
            await(log.extents().findAfterRefresh(), true, session, arrival.text());
        }
    }

    private void await(CompletionStage<LogExtent> answer, boolean fresh, Session session, Optional<String> text) {
        answer.whenComplete((extent, failure) -> session.execute(
                () -> beginWith(new StartResolver.Known(Optional.ofNullable(extent), fresh), session, text)));
    }

    private void beginWith(StartResolver.Known known, Session session, Optional<String> text) {
        if (session.state() instanceof SessionState.Closed) {
            return;
        }
        if (known.extent().isEmpty()) {
            session.close(CloseReason.OVERLOADED);
            return;
        }
        begin(session, text, known);
    }

    /**
     * Returns whether a session may join a partition besides its places, for which it was woken. It may not where not
     * all is read and the partition is a new home of its user, since partitions were added: earlier records may stand
     * there too, so the session begins again. A session with a slot does so at its slot, since its client would not
     * reconnect before that.
     */
    boolean mayJoin(Session session, PartitionWindow window) {
        if (log.interest() == PartitionInterest.NONE || window.partition().topic() == Topic.ANNOUNCEMENTS) {
            return true;
        }
        boolean begun = !(session.state() instanceof SessionState.Opening);
        if (begun && resolver.isHome(session.subscriber().user(), window.partition())) {
            session.execute(() -> restart(session));
            return false;
        }
        return log.interest().join(session, window);
    }

    private static void restart(Session session) {
        if (session.state() instanceof SessionState.Open) {
            session.drain(Duration.ZERO);
        }
    }
}
