package dev.tidings.diagnosis;

import dev.tidings.session.CloseReason;
import dev.tidings.session.GapReason;
import dev.tidings.session.Place;
import dev.tidings.session.Progress;
import dev.tidings.session.SessionState;
import dev.tidings.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Derives the outcome of an event for a session from the positions of both. */
final class FindingRules {
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(1);

    private FindingRules() {}

    static SessionFinding of(Occurrence event, SessionView session, Instant now) {
        if (!event.isFor(session.subscriber())) {
            return new SessionFinding(
                    DeliveryOutcome.NOT_THE_AUDIENCE,
                    "it is for " + event.record().key() + ", and this session is not among them");
        }
        Progress progress = session.progress();
        int index = progress.indexOf(event.position().partition());
        if (index < 0) {
            return withoutPlace(event, session, now);
        }
        Place place = progress.places().get(index);
        if (event.position().offset() < place.from()) {
            return beganLater(session);
        }
        return place.hasPassed(event.position().offset())
                ? passed(event, session, place, now)
                : ahead(event, session, place, now);
    }

    /** Returns the finding for a session that has not begun, or that does not read the event's partition. */
    private static SessionFinding withoutPlace(Occurrence event, SessionView session, Instant now) {
        if (session.hasEnded()) {
            return endedBefore(event, session);
        }
        if (session.progress().places().isEmpty()) {
            return new SessionFinding(DeliveryOutcome.WAITING, "the session has not been told yet where it begins");
        }
        // A session that is open when the event is read is notified at once, and reads the partition from then on.
        return now.isAfter(event.read().to().plus(TOLD_WITHIN))
                ? new SessionFinding(
                        DeliveryOutcome.SESSION_BEGAN_LATER,
                        "it stands in no home partition of its audience (misplaced), where only sessions look that are open"
                                + " when it is read: tidings.log.partitioners may lack its producer's")
                : new SessionFinding(DeliveryOutcome.WAITING, "the session is about to be told of it");
    }

    private static SessionFinding beganLater(SessionView session) {
        GapReason gap = session.life().gap();
        return new SessionFinding(
                DeliveryOutcome.SESSION_BEGAN_LATER,
                gap == null
                        ? "the client came back with a cursor that lies after it: it had got it, or come to it, by an earlier"
                                + " session"
                        : "the session began at the log's end, after it, and the client was told of the gap: "
                                + gap.label());
    }

    private static SessionFinding ahead(Occurrence event, SessionView session, Place place, Instant now) {
        if (session.hasEnded()) {
            return endedBefore(event, session);
        }
        if (event.isExpiredAt(now)) {
            return new SessionFinding(DeliveryOutcome.EXPIRED, "it expired before the session came to it");
        }
        Progress progress = session.progress();
        Instant since = progress.behindSince();
        long before = event.position().offset() - place.position();
        String how = since == null
                ? "the session is about to read it"
                : "the session has been behind since " + since + ", for " + (now.toEpochMilli() - since.toEpochMilli())
                        + " ms, with " + before + " records of all users before it";
        return new SessionFinding(DeliveryOutcome.WAITING, how + pending(progress));
    }

    private static SessionFinding endedBefore(Occurrence event, SessionView session) {
        Instant ended = Objects.requireNonNull(session.life().ended());
        String when = event.read().from() != null && ended.isBefore(event.read().from())
                ? "the session had ended before it was read"
                : "the session ended before its turn came";
        CloseReason reason = reasonOf(session.life().state());
        String why = reason == null ? "" : ": " + reason.code() + " " + reason.text();
        return new SessionFinding(
                DeliveryOutcome.ENDED_BEFORE, when + why + "; the client gets it when it resumes from its cursor");
    }

    static @Nullable CloseReason reasonOf(SessionState state) {
        return state instanceof SessionState.Closed closed ? closed.reason() : null;
    }

    private static SessionFinding passed(Occurrence event, SessionView session, Place place, Instant now) {
        Instant ended = session.life().ended();
        WriteTime writing =
                WriteTime.of(session.progress(), event, session.life().opened(), ended == null ? now : ended);
        Instant from = writing.span().from();
        if (from != null && event.isExpiredAt(from)) {
            return new SessionFinding(DeliveryOutcome.EXPIRED, "it had expired when its turn came");
        }
        if (event.isExpiredAt(writing.span().to())) {
            return new SessionFinding(
                    DeliveryOutcome.UNSURE, "it expired about when its turn came", writing.span(), null);
        }
        if (event.replaced() && writing.whileBehind()) {
            return new SessionFinding(
                    DeliveryOutcome.UNSURE,
                    "a newer event with its collapsekey is there, and may have taken its place while the session was behind",
                    writing.span(),
                    null);
        }
        Boolean acknowledged = place.acknowledged() == Place.NONE
                ? null
                : Boolean.valueOf(place.acknowledged() > event.position().offset());
        return new SessionFinding(
                DeliveryOutcome.WRITTEN, because(event, session, writing, acknowledged), writing.span(), acknowledged);
    }

    private static String because(
            Occurrence event, SessionView session, WriteTime writing, @Nullable Boolean acknowledged) {
        String how = "it was handed to the session's socket";
        if (session.life().opened().isAfter(event.read().to())) {
            how += " after the client had resumed from a cursor before it";
        } else if (writing.whileBehind()) {
            how += " while the session was behind";
        }
        if (acknowledged == null) {
            return how + "; the client acknowledges nothing" + pending(session.progress());
        }
        return how
                + (acknowledged ? ", and the client has acknowledged it" : "; the client has not acknowledged it")
                + pending(session.progress());
    }

    /** Describes the bytes that are written and not received yet. */
    private static String pending(Progress progress) {
        return progress.pendingBytes() == 0
                ? ""
                : "; of what was written before, the network has not taken " + progress.pendingBytes() + " bytes";
    }
}
