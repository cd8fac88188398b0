package dev.tidings.session;

import dev.tidings.event.Login;
import dev.tidings.window.PartitionWindow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps the registry, the loops and the tail informed of the sessions of this pod. */
final class RegistryHost implements SessionHost {
    private final SessionContext context;
    private final SessionRegistry registry;
    private final SessionStarter starter;
    private final PartitionInterest interest;
    private final Presence presence;
    private final AtomicInteger draining = new AtomicInteger();

    RegistryHost(
            SessionContext context,
            SessionRegistry registry,
            SessionStarter starter,
            PartitionInterest interest,
            Presence presence) {
        this.context = context;
        this.registry = registry;
        this.starter = starter;
        this.interest = interest;
        this.presence = presence;
    }

    @Override
    public SessionContext context() {
        return context;
    }

    @Override
    public boolean mayJoin(Session session, PartitionWindow window) {
        return starter.mayJoin(session, window);
    }

    @Override
    public void countDraining(int change) {
        draining.addAndGet(change);
    }

    /** Returns how many sessions were asked to leave and are still here. Any thread may call it. */
    int drainingCount() {
        return draining.get();
    }

    @Override
    public void updateLogin(Session session, @Nullable Login before) {
        registry.updateLogin(session, before);
    }

    @Override
    public void remove(Session session, CloseReason reason) {
        if (registry.remove(session)) {
            registry.loopOf(session.loop()).remove(session);
            interest.release(session);
            registry.ended().add(session.view());
            presence.notifyChanged(session.subscriber().user());
        }
        context.metrics().closed(reason);
    }
}
