package dev.tidings.control;

import dev.tidings.control.ControlRecord.Lease;
import java.time.Duration;
import java.time.Instant;

/** This pod's lease: renewed three times in its duration while something is announced, and released at the end. */
final class OwnLease {
    private static final int RENEWALS = 3;

    private final String pod;
    private final Duration duration;
    private final AnnouncementWriter outlet;
    private Instant next = Instant.MIN;
    private volatile Instant until = Instant.MIN;
    private boolean ended;

    OwnLease(String pod, Duration duration, AnnouncementWriter outlet) {
        this.pod = pod;
        this.duration = duration;
        this.outlet = outlet;
    }

    /** Renews the lease when due. Returns false if it had expired, so that others may have forgotten this pod. */
    synchronized boolean renew(Instant now) {
        if (ended || now.isBefore(next)) {
            return true;
        }
        boolean held = now.isBefore(until);
        Lease lease = new Lease(pod, now, now.plus(duration));
        next = now.plus(duration.dividedBy(RENEWALS));
        outlet.write(ControlKeys.ofPod(pod), ControlRecords.write(lease), written -> {
            if (written) {
                until = lease.until();
            }
        });
        return held;
    }

    /** Ends the lease, so that other pods forget this pod's announcements at once. */
    synchronized void end(Instant now) {
        if (!ended && now.isBefore(until)) {
            outlet.write(ControlKeys.ofPod(pod), null, written -> {});
        }
        ended = true;
    }
}
