package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.Login;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Opens sessions, within the limits, and lets them go. */
public final class Sessions {
    private final Starts starts;
    private final SessionRegistry registry;
    private final SessionLimits limits;
    private final SessionMetrics metrics;
    private final Environment environment;

    /**
     * What sessions need of the world: {@code logEnds} tells whether the log's end lies at or beyond a cursor that is
     * ahead of this pod.
     */
    public record Environment(
            Clock clock, RandomGenerator random, Function<Cursor, CompletionStage<Boolean>> logEnds) {}

    public Sessions(
            Starts starts,
            SessionRegistry registry,
            SessionLimits limits,
            SessionMetrics metrics,
            Environment environment) {
        this.starts = starts;
        this.registry = registry;
        this.limits = limits;
        this.metrics = metrics;
        this.environment = environment;
    }

    /**
     * Opens a session on its loop; it is closed at once where the pod is full or has read no log yet. The user's oldest
     * sessions give way when there are too many.
     */
    public Session open(Member member, Instant expires, Optional<String> cursor, ClientChannel channel, PushLoop loop) {
        Vitals vitals = new Vitals(
                limits, environment.clock(), expires, environment.random().nextDouble());
        Session session = new Session(member, channel, loop, this, vitals);
        if (!registry.add(session, limits.perPod())) {
            session.close(CloseReason.OVERLOADED);
            return session;
        }
        loop.add(session);
        // Asked only now: whom the tail does not find in the registry when the log breaks off must see it here.
        if (!starts.canBegin()) {
            session.close(CloseReason.OVERLOADED);
            return session;
        }
        registry.surplus(member.user(), limits.perUser()).forEach(old -> old.closeSoon(CloseReason.REPLACED));
        begin(session, starts.of(member, cursor, false), cursor);
        return session;
    }

    private void begin(Session session, Start start, Optional<String> text) {
        if (start instanceof Start.Resumed resumed) {
            metrics.opened(null);
            session.begin(resumed.positions(), null, starts, limits.heartbeat());
        } else if (start instanceof Start.AtEnd atEnd) {
            metrics.opened(atEnd.reason());
            session.begin(atEnd.positions(), atEnd.reason(), starts, limits.heartbeat());
        } else if (start instanceof Start.Ahead ahead) {
            environment.logEnds().apply(ahead.cursor()).whenComplete((isOne, failure) -> session.loop()
                    .execute(() -> beginConfirmed(session, isOne, failure, text)));
        }
    }

    private void beginConfirmed(
            Session session, @Nullable Boolean isOne, @Nullable Throwable failure, Optional<String> text) {
        if (session.state() instanceof SessionState.Closed) {
            return;
        }
        if (failure != null || isOne == null) {
            session.close(CloseReason.OVERLOADED);
            return;
        }
        Member member = session.member();
        begin(session, isOne ? starts.of(member, text, true) : starts.atEnd(member, GapReason.CURSOR_INVALID), text);
    }

    /** Whether the log is read, so that a session can begin. */
    public boolean canBegin() {
        return starts.canBegin();
    }

    /** Whether another session would exceed what this pod holds. */
    public boolean isFull() {
        return registry.size() >= limits.perPod();
    }

    /** Asks all sessions to go elsewhere, each after its own while within {@code spread}, and closes them; tells how many. */
    public int moveOn(Duration spread) {
        Collection<Session> all = registry.all();
        for (Session session : all) {
            long slot = environment.random().nextLong(Math.max(1, spread.toMillis()));
            session.drainSoon(Duration.ofMillis(slot));
            session.closeSoon(CloseReason.MOVING_ON);
        }
        return all.size();
    }

    void closed(Session session, CloseReason reason) {
        if (registry.remove(session)) {
            session.loop().remove(session);
        }
        metrics.closed(reason);
    }

    void renewed(Session session, @Nullable Login before) {
        registry.renewed(session, before);
    }

    SessionMetrics metrics() {
        return metrics;
    }

    Clock clock() {
        return environment.clock();
    }
}
