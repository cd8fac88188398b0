package dev.tidings.session;

import dev.tidings.event.Partition;
import dev.tidings.event.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Opens sessions within the limits, and closes them. */
public final class Sessions {
    private final StartResolver resolver;
    private final SessionRegistry registry;
    private final SessionLimits limits;
    private final Environment environment;
    private final SessionStarter starter;
    private final RegistryHost host;
    private volatile boolean draining;

    /** The outside services that sessions use. */
    public record Environment(Clock clock, RandomGenerator random, LogAccess log, Presence presence) {}

    public Sessions(
            StartResolver resolver,
            SessionRegistry registry,
            SessionLimits limits,
            SessionMetrics metrics,
            Environment environment) {
        this.resolver = resolver;
        this.registry = registry;
        this.limits = limits;
        this.environment = environment;
        LogAccess log = environment.log();
        this.starter = new SessionStarter(resolver, metrics, log);
        SessionContext context =
                new SessionContext(environment.clock(), environment.random(), limits, metrics, log.replays());
        this.host = new RegistryHost(context, registry, starter, log.interest(), environment.presence());
    }

    /**
     * Opens a session on its loop; it is closed at once where the pod is full or has read no log yet. The user's oldest
     * sessions are closed when there are too many.
     */
    public Session open(
            Subscriber subscriber, Instant expires, Optional<String> cursor, ClientChannel channel, PushLoop loop) {
        Session session = new Session(subscriber, expires, channel, loop.context(), host);
        if (!registry.add(session, loop, limits.perPod())) {
            session.close(CloseReason.OVERLOADED);
            return session;
        }
        loop.add(session);
        if (draining) {
            session.close(CloseReason.MOVING_ON);
            return session;
        }
        // Checked only now: a session that the tail misses in the registry when the log breaks off must see it here.
        if (!resolver.canBegin()) {
            session.close(CloseReason.OVERLOADED);
            return session;
        }
        registry.surplus(subscriber.user(), limits.perUser()).forEach(old -> old.requestClose(CloseReason.REPLACED));
        environment.presence().notifyChanged(subscriber.user());
        starter.start(session, cursor);
        return session;
    }

    /** Returns the user's home partition, by the first of the partitioners; nothing while the log is not known. */
    public Optional<Partition> home(UserId user) {
        return resolver.home(user);
    }

    /** Returns whether the log is read, so that a session can begin. */
    public boolean canBegin() {
        return resolver.canBegin();
    }

    /** Returns whether there is no session. */
    public boolean isEmpty() {
        return registry.size() == 0;
    }

    /** Returns whether another session would exceed this pod's limit. */
    public boolean isFull() {
        return registry.size() >= limits.perPod();
    }

    /** Asks all to reconnect elsewhere, each within {@code spread}, and closes them; returns their number. */
    public int closeAll(Duration spread) {
        Collection<Session> all = registry.all();
        for (Session session : all) {
            long slot = environment.random().nextLong(Math.max(1, spread.toMillis()));
            session.execute(() -> session.drain(Duration.ofMillis(slot)));
            session.requestClose(CloseReason.MOVING_ON);
        }
        return all.size();
    }

    /**
     * Assigns each session a slot within {@code period}, asks it to reconnect elsewhere by then, and closes it when its
     * slot is reached; returns their number. A session that comes later is closed at once.
     */
    public int drain(Duration period) {
        draining = true;
        environment.presence().notifyDraining();
        Collection<Session> all = registry.all();
        int turn = 0;
        for (Session session : all) {
            Duration slot = period.multipliedBy(turn++).dividedBy(all.size());
            session.execute(() -> session.drain(slot));
        }
        return all.size();
    }

    /** Makes all open sessions begin again, here or elsewhere, each at its slot within {@code period}. */
    public void restart(Duration period) {
        Collection<Session> all = registry.all();
        int turn = 0;
        for (Session session : all) {
            Duration slot = period.multipliedBy(++turn).dividedBy(all.size());
            session.execute(() -> {
                if (session.state() instanceof SessionState.Open) {
                    session.drain(slot);
                }
            });
        }
    }

    /** Returns how many sessions were asked to leave and are still here. */
    public int drainingCount() {
        return host.drainingCount();
    }
}
