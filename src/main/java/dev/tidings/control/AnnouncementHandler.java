package dev.tidings.control;

import dev.tidings.control.ControlMetrics.Outcome;
import dev.tidings.control.ControlRecord.Announcement;
import dev.tidings.control.ControlRecord.Lease;
import dev.tidings.session.Presence;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Applies the control topic's records about sessions on other pods. The control thread only. */
@Singleton
class AnnouncementHandler {
    private final RemoteSessions elsewhere;
    private final Presence presence;
    private final ControlMetrics metrics;
    private final Clock clock;

    AnnouncementHandler(RemoteSessions elsewhere, Presence presence, ControlMetrics metrics, Clock clock) {
        this.elsewhere = elsewhere;
        this.presence = presence;
        this.metrics = metrics;
        this.clock = clock;
    }

    Outcome obey(ControlRecord record) {
        if (record instanceof Announcement announcement) {
            return obey(announcement);
        }
        if (record instanceof Lease lease) {
            return obey(lease);
        }
        return Outcome.UNKNOWN;
    }

    private Outcome obey(Announcement announcement) {
        if (announcement.isOver(clock.instant())) {
            return Outcome.OVER;
        }
        if (!elsewhere.add(announcement)) {
            metrics.overlooked();
        }
        presence.notifyChanged(announcement.user());
        return Outcome.SESSIONS;
    }

    private Outcome obey(Lease lease) {
        if (lease.isOver(clock.instant())) {
            return Outcome.OVER;
        }
        elsewhere.add(lease);
        return Outcome.POD;
    }

    /** Applies the deletion of a record. Returns {@code UNKNOWN} for a key of another kind. */
    Outcome takeBack(String key) {
        ControlKeys.Place place = ControlKeys.place(key);
        if (place != null) {
            elsewhere.remove(place);
            presence.notifyChanged(place.user());
            return Outcome.SESSIONS;
        }
        String pod = ControlKeys.pod(key);
        if (pod != null) {
            elsewhere.remove(pod).forEach(presence::notifyChanged);
            return Outcome.POD;
        }
        return Outcome.UNKNOWN;
    }

    void purge() {
        elsewhere.purge().forEach(presence::notifyChanged);
    }
}
