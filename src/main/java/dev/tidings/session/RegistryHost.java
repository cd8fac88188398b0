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
    private final PartitionInterest interests;
    private final Presence presence;
    private final AtomicInteger draining = new AtomicInteger();

    RegistryHost(
            SessionContext context,
            SessionRegistry registry,
            SessionStarter starter,
            PartitionInterest interests,
            Presence presence) {
        this.context = context;
        this.registry = registry;
        this.starter = starter;
        this.interests = interests;
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
    public void draining(int change) {
        draining.addAndGet(change);
    }

    /** Returns how many sessions were asked to leave and are still here. Any thread may call it. */
    int draining() {
        return draining.get();
    }

    @Override
    public void renewed(Session session, @Nullable Login before) {
        registry.renewed(session, before);
    }

    @Override
    public void closed(Session session, CloseReason reason) {
        if (registry.remove(session)) {
            registry.loopOf(session.loop()).remove(session);
            interests.end(session);
            registry.ended().add(session.seen());
            presence.changed(session.member().user());
        }
        context.metrics().closed(reason);
    }
}
