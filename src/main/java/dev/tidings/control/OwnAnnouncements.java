package dev.tidings.control;

import dev.tidings.control.ControlRecord.Announcement;
import dev.tidings.event.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The announcements of this pod, so that only changes are written. One thread writes; any thread may read. */
final class OwnAnnouncements {
    /** Lifetime of an announcement, for which dead pods' announcements take memory on starting pods. */
    private static final Duration LIFETIME = Duration.ofHours(2);

    private static final Duration RENEWAL = LIFETIME.dividedBy(2);

    private final Map<UserId, Announced> announced = new ConcurrentHashMap<>();
    private final String pod;
    private final int max;
    private final UserQueue due;
    private final AnnouncementWriter writer;

    private record Announced(List<Instant> opened, Instant at) {}

    OwnAnnouncements(String pod, int max, UserQueue due, AnnouncementWriter writer) {
        this.pod = pod;
        this.max = max;
        this.due = due;
        this.writer = writer;
    }

    boolean isEmpty() {
        return announced.isEmpty();
    }

    boolean has(UserId user) {
        return announced.containsKey(user);
    }

    /** Returns whether an announcement of these sessions would change the last one. */
    boolean isChanged(UserId user, List<Instant> opened) {
        Announced before = announced.get(user);
        return before == null ? !opened.isEmpty() : !before.opened().equals(opened);
    }

    /** Announces the user's sessions on this pod. An empty list revokes the last announcement. */
    void announce(UserId user, List<Instant> opened, Instant now) {
        if (!has(user) && announced.size() >= max) {
            writer.skipped();
            return;
        }
        Announced news = new Announced(List.copyOf(opened), now);
        announced.put(user, news);
        byte[] value = opened.isEmpty()
                ? null
                : ControlRecords.write(new Announcement(pod, user, opened, now, now.plus(LIFETIME)));
        writer.write(ControlKeys.of(new ControlKeys.Place(pod, user)), value, written -> {
            if (!written) {
                enqueue(user);
            } else if (news.opened().isEmpty()) {
                announced.remove(user, news);
            }
        });
    }

    /** Marks all announcements to be written again. */
    void renewAll() {
        announced.keySet().forEach(this::enqueue);
    }

    /** Marks announcements to be written again before they expire. */
    void renew(Instant now) {
        announced.forEach((user, news) -> {
            if (now.isAfter(news.at().plus(RENEWAL))) {
                enqueue(user);
            }
        });
    }

    private void enqueue(UserId user) {
        due.mark(user, true);
    }
}
