package dev.tidings.control;

import java.time.Duration;
import java.time.Instant;

/** This pod's lease: renewed three times in its duration for as long as something is announced, given back at the end. */
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

    /** Renews it when it is time; false when it had run out, so that others may have forgotten what was announced. */
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

    /** Others forget at once what this pod has announced. */
    synchronized void end(Instant now) {
        if (!ended && now.isBefore(until)) {
            outlet.write(ControlKeys.ofPod(pod), null, written -> {});
        }
        ended = true;
    }
}
