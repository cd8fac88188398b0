package dev.tidings.intake.limit;

import dev.tidings.intake.limit.DeferredEvent.Recipient;
import dev.tidings.intake.route.Limits;
import dev.tidings.intake.route.Limits.Excess;
import dev.tidings.intake.route.Limits.Rate;
import dev.tidings.intake.route.Outgoing;
import dev.tidings.intake.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Enforces the limits of routes on this pod. {@link #rollback} reverts all decisions since the last {@link #commit}.
 * Used by intake's thread only, except for the sizes.
 */
public final class Limiter {
    private static final int ROUTES = 10_000;

    private final Buckets<String> routes;
    private final Buckets<Recipient> recipients;
    private final Map<Recipient, DeferredEvent> waiting = new LinkedHashMap<>();
    private final UndoLog undo = new UndoLog();
    private final int maxWaiting;
    private final LimitMetrics metrics;
    private volatile int waitingNow;

    public Limiter(int maxRecipients, int maxWaiting, LimitMetrics metrics) {
        this.routes = new Buckets<>(ROUTES, metrics::recipientEvicted);
        this.recipients = new Buckets<>(maxRecipients, metrics::recipientEvicted);
        this.maxWaiting = maxWaiting;
        this.metrics = metrics;
    }

    public int recipients() {
        return recipients.size();
    }

    public int waiting() {
        return waitingNow;
    }

    /** Returns the event to write now: itself, itself with the count of deferred ones, or null if it is suppressed. */
    public @Nullable Outgoing apply(Route route, Outgoing event, long now) {
        Limits limits = route.limits();
        if (limits.route() == null && limits.recipient() == null) {
            return event;
        }
        Recipient recipient = new Recipient(route.name(), event.topic(), event.key());
        if (!takeToken(recipient, limits, now)) {
            suppress(recipient, limits, event);
            return null;
        }
        DeferredEvent older = waiting.get(recipient);
        if (older == null) {
            return event;
        }
        remove(older);
        return new DeferredEvent(recipient, limits, event, older.count() + 1).collapsed();
    }

    private boolean takeToken(Recipient recipient, Limits limits, long now) {
        Rate routeRate = limits.route();
        Rate recipientRate = limits.recipient();
        Bucket ofRoute = routeRate == null ? null : routes.of(recipient.route(), routeRate, now);
        if (ofRoute != null && !ofRoute.hasToken(now)) {
            return false;
        }
        Bucket ofRecipient = recipientRate == null ? null : recipients.of(recipient, recipientRate, now);
        if (ofRecipient != null && !ofRecipient.hasToken(now)) {
            return false;
        }
        if (ofRoute != null) {
            ofRoute.take(now, undo);
        }
        if (ofRecipient != null) {
            ofRecipient.take(now, undo);
        }
        return true;
    }

    private void suppress(Recipient recipient, Limits limits, Outgoing event) {
        if (limits.excess() == Excess.DROP) {
            return;
        }
        DeferredEvent older = waiting.get(recipient);
        if (older == null && waiting.size() >= maxWaiting) {
            metrics.eventDropped();
            return;
        }
        put(new DeferredEvent(recipient, limits, event, older == null ? 1 : older.count() + 1));
    }

    private void put(DeferredEvent one) {
        DeferredEvent before = waiting.put(one.recipient(), one);
        undo.add(() -> {
            if (before == null) {
                waiting.remove(one.recipient());
            } else {
                waiting.put(one.recipient(), before);
            }
        });
    }

    private void remove(DeferredEvent one) {
        waiting.remove(one.recipient());
        undo.add(() -> waiting.put(one.recipient(), one));
    }

    /** Removes and returns the deferred events that are due. */
    public List<DeferredEvent> due(long now) {
        List<DeferredEvent> due = new ArrayList<>();
        for (DeferredEvent each : List.copyOf(waiting.values())) {
            if (takeToken(each.recipient(), each.limits(), now)) {
                remove(each);
                due.add(each);
            }
        }
        return due;
    }

    /** Removes and returns all deferred events, due or not, since this pod cannot wait for them any longer. */
    public List<DeferredEvent> all() {
        List<DeferredEvent> all = List.copyOf(waiting.values());
        all.forEach(this::remove);
        return all;
    }

    /** Keeps the decisions, since what they led to is written. */
    public void commit() {
        undo.clear();
        waitingNow = waiting.size();
    }

    /** Reverts the decisions after a failed write. */
    public void rollback() {
        undo.run();
        waitingNow = waiting.size();
    }
}
