package dev.tidings.diagnosis;

import dev.tidings.session.LagMark;
import dev.tidings.session.Progress;
import dev.tidings.window.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time at which an event was written to a session's socket. It is the moment when the event was read or the session
 * began. If the session was behind, it lies between the last known moment before the write and the first one after it.
 */
record WriteTime(Span span, boolean whileBehind) {

    /**
     * Computes the time of the write.
     *
     * @param opened when the session began
     * @param until now, or when the session ended
     */
    static WriteTime of(Progress progress, Occurrence event, Instant opened, Instant until) {
        int place = progress.indexOf(event.position().partition());
        WriteTime atOnce = new WriteTime(
                new Span(later(event.read().from(), opened), later(event.read().to(), opened)), false);
        LagMark before = null;
        for (LagMark mark : progress.marks()) {
            if (mark.hasPassed(place, event.position().offset())) {
                return between(before, mark.at(), mark.since(), atOnce);
            }
            before = mark;
        }
        Instant behindSince = progress.behindSince();
        long since = behindSince == null ? Long.MAX_VALUE : behindSince.toEpochMilli();
        return between(before, until.toEpochMilli(), since, atOnce);
    }

    /** Returns {@code atOnce} if the event came while the session was not behind. */
    private static WriteTime between(@Nullable LagMark before, long by, long since, WriteTime atOnce) {
        Instant came = atOnce.span.to();
        Instant waitedAt = before == null ? Instant.MIN : Instant.ofEpochMilli(before.at());
        if (came.toEpochMilli() < since && !came.isBefore(waitedAt)) {
            return atOnce;
        }
        if (since == Long.MAX_VALUE) {
            // The write came right after the last mark, when the session caught up.
            return new WriteTime(new Span(waitedAt, waitedAt), true);
        }
        Instant from = waitedAt.isAfter(came) ? waitedAt : atOnce.span.from();
        return new WriteTime(new Span(from, later(Instant.ofEpochMilli(by), came)), true);
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }
}
