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

    private final Map<UserId, Told> told = new ConcurrentHashMap<>();
    private final String pod;
    private final int max;
    private final UserQueue due;
    private final AnnouncementWriter outlet;

    private record Told(List<Instant> opened, Instant at) {}

    OwnAnnouncements(String pod, int max, UserQueue due, AnnouncementWriter outlet) {
        this.pod = pod;
        this.max = max;
        this.due = due;
        this.outlet = outlet;
    }

    boolean isEmpty() {
        return told.isEmpty();
    }

    boolean has(UserId user) {
        return told.containsKey(user);
    }

    /** Returns whether an announcement of these sessions would change the last one. */
    boolean isNews(UserId user, List<Instant> opened) {
        Told before = told.get(user);
        return before == null ? !opened.isEmpty() : !before.opened().equals(opened);
    }

    /** Announces the user's sessions on this pod. An empty list revokes the last announcement. */
    void tell(UserId user, List<Instant> opened, Instant now) {
        if (!has(user) && told.size() >= max) {
            outlet.skipped();
            return;
        }
        Told news = new Told(List.copyOf(opened), now);
        told.put(user, news);
        byte[] value = opened.isEmpty()
                ? null
                : ControlRecords.write(new Announcement(pod, user, opened, now, now.plus(LIFETIME)));
        outlet.write(ControlKeys.of(new ControlKeys.Place(pod, user)), value, written -> {
            if (!written) {
                again(user);
            } else if (news.opened().isEmpty()) {
                told.remove(user, news);
            }
        });
    }

    /** Marks all announcements to be written again. */
    void allAgain() {
        told.keySet().forEach(this::again);
    }

    /** Marks announcements to be written again before they expire. */
    void renew(Instant now) {
        told.forEach((user, news) -> {
            if (now.isAfter(news.at().plus(RENEWAL))) {
                again(user);
            }
        });
    }

    private void again(UserId user) {
        due.mark(user, true);
    }
}
