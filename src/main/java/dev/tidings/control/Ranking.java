package dev.tidings.control;

import dev.tidings.control.ControlRecord.Announcement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Ranks a user's sessions over all pods by age. Every pod computes the same result. */
final class Ranking {
    private Ranking() {}

    /**
     * Returns how many of the sessions here, given the oldest first, are not among the newest {@code max} of all. Of
     * two that were opened in the same millisecond, the one on the pod with the greater name counts as newer.
     */
    static int surplus(String self, List<Instant> here, Collection<Announcement> elsewhere, int max) {
        int oldest = 0;
        while (oldest < here.size()) {
            long newer = here.size() - oldest - 1 + newer(self, here.get(oldest), elsewhere);
            if (newer < max) {
                return oldest;
            }
            oldest++;
        }
        return oldest;
    }

    private static long newer(String self, Instant opened, Collection<Announcement> elsewhere) {
        long newer = 0;
        for (Announcement announcement : elsewhere) {
            boolean isNewerInATie = announcement.pod().compareTo(self) > 0;
            newer += announcement.opened().stream()
                    .filter(other -> other.isAfter(opened) || (isNewerInATie && other.equals(opened)))
                    .count();
        }
        return newer;
    }
}
