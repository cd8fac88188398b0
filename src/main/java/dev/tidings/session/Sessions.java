package dev.tidings.session;

import dev.tidings.event.Login;
import dev.tidings.event.Partition;
import dev.tidings.event.UserId;
import dev.tidings.window.PartitionWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Opens sessions, within the limits, and lets them go. */
public final class Sessions {
    private static final long ROTATION_NOTICE_MILLIS = 5000;

    private final StartResolver starts;
    private final SessionRegistry registry;
    private final SessionLimits limits;
    private final SessionMetrics metrics;
    private final Environment environment;
    private final SessionStarter beginning;
    private final AtomicInteger draining = new AtomicInteger();
    private volatile boolean leaving;

    /** What sessions need of the world. */
    public record Environment(Clock clock, RandomGenerator random, Log log, Presence presence) {}

    /** What they need of the log beside its windows. */
    public record Log(LogQuestions questions, ReplayRequests replays, PartitionInterest interests) {}

    public Sessions(
            StartResolver starts,
            SessionRegistry registry,
            SessionLimits limits,
            SessionMetrics metrics,
            Environment environment) {
        this.starts = starts;
        this.registry = registry;
        this.limits = limits;
        this.metrics = metrics;
        this.environment = environment;
        this.beginning = new SessionStarter(starts, limits.heartbeat(), metrics, environment.log());
    }

    /**
     * Opens a session on its loop; it is closed at once where the pod is full or has read no log yet. The user's oldest
     * sessions give way when there are too many.
     */
    public Session open(
            Subscriber member, Instant expires, Optional<String> cursor, ClientChannel channel, PushLoop loop) {
        Liveness vitals = new Liveness(
                limits, environment.clock(), expires, environment.random().nextDouble());
        Session session = new Session(member, channel, loop, this, vitals);
        if (!registry.add(session, limits.perPod())) {
            session.close(CloseReason.OVERLOADED);
            return session;
        }
        loop.add(session);
        if (leaving) {
            session.close(CloseReason.MOVING_ON);
            return session;
        }
        // Asked only now: whom the tail does not find in the registry when the log breaks off must see it here.
        if (!starts.canBegin()) {
            session.close(CloseReason.OVERLOADED);
            return session;
        }
        registry.surplus(member.user(), limits.perUser()).forEach(old -> old.closeSoon(CloseReason.REPLACED));
        environment.presence().changed(member.user());
        beginning.of(session, cursor);
        return session;
    }

    boolean mayJoin(Session session, PartitionWindow window) {
        return beginning.mayJoin(session, window);
    }

    /** Where producers put what is for that user, the first of the partitioners at least; nothing while that is not known. */
    public Optional<Partition> home(UserId user) {
        return starts.home(user);
    }

    /** Whether the log is read, so that a session can begin. */
    public boolean canBegin() {
        return starts.canBegin();
    }

    /** Whether there is no session. */
    public boolean isEmpty() {
        return registry.size() == 0;
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
            session.run(() -> session.drain(Duration.ofMillis(slot)));
            session.closeSoon(CloseReason.MOVING_ON);
        }
        return all.size();
    }

    /**
     * Gives each session its slot within {@code period}, asks it to go elsewhere by then, and closes it when its slot is
     * reached; tells how many there are. Whoever comes later is closed at once.
     */
    public int drain(Duration period) {
        leaving = true;
        environment.presence().leaving();
        Collection<Session> all = registry.all();
        int turn = 0;
        for (Session session : all) {
            Duration slot = period.multipliedBy(turn++).dividedBy(all.size());
            session.run(() -> session.drain(slot));
        }
        return all.size();
    }

    /** Has those that have begun begin again, here or elsewhere, each at its slot within {@code period}. */
    public void beginAgain(Duration period) {
        Collection<Session> all = registry.all();
        int turn = 0;
        for (Session session : all) {
            Duration slot = period.multipliedBy(++turn).dividedBy(all.size());
            session.run(() -> {
                if (session.state() instanceof SessionState.Open) {
                    session.drain(slot);
                }
            });
        }
    }

    void closed(Session session, CloseReason reason) {
        if (registry.remove(session)) {
            session.loop().remove(session);
            environment.log().interests().end(session);
            registry.ended().add(session.seen());
            environment.presence().changed(session.member().user());
        }
        metrics.closed(reason);
    }

    CursorNotifier newBookmark() {
        return new CursorNotifier(
                limits.upkeep().cursorInterval(),
                clock().millis(),
                environment.random().nextDouble());
    }

    /** When a session that has been here for long enough is closed, from now. */
    Duration slotOfRotation() {
        return Duration.ofMillis(environment.random().nextLong(1, ROTATION_NOTICE_MILLIS));
    }

    /** Counts a session that was asked to leave (1), or has left (-1). */
    void draining(int change) {
        draining.addAndGet(change);
    }

    /** Sessions that were asked to leave and are still here. */
    public int draining() {
        return draining.get();
    }

    void renewed(Session session, @Nullable Login before) {
        registry.renewed(session, before);
    }

    SessionMetrics metrics() {
        return metrics;
    }

    ReplayRequests replays() {
        return environment.log().replays();
    }

    Clock clock() {
        return environment.clock();
    }
}
