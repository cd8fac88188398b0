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
                    "the event is for " + event.record().key() + ", and this session is not a recipient");
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
            return new SessionFinding(DeliveryOutcome.WAITING, "the session has no start position yet");
        }
        // A session that is open when the event is read is notified at once, and reads the partition from then on.
        return now.isAfter(event.read().to().plus(TOLD_WITHIN))
                ? new SessionFinding(
                        DeliveryOutcome.SESSION_BEGAN_LATER,
                        "the event is in no home partition of its audience (misplaced), so only sessions that were open when it"
                                + " was read get it: tidings.log.partitioners may lack its producer's partitioner")
                : new SessionFinding(DeliveryOutcome.WAITING, "the session is about to be woken for the event");
    }

    private static SessionFinding beganLater(SessionView session) {
        GapReason gap = session.life().gap();
        return new SessionFinding(
                DeliveryOutcome.SESSION_BEGAN_LATER,
                gap == null
                        ? "the client reconnected with a cursor after the event, which an earlier session had reached"
                        : "the session began at the log's end, after the event, and its welcome reported the gap: "
                                + gap.label());
    }

    private static SessionFinding ahead(Occurrence event, SessionView session, Place place, Instant now) {
        if (session.hasEnded()) {
            return endedBefore(event, session);
        }
        if (event.isExpiredAt(now)) {
            return new SessionFinding(DeliveryOutcome.EXPIRED, "the event expired before the session reached it");
        }
        Progress progress = session.progress();
        Instant since = progress.behindSince();
        long before = event.position().offset() - place.position();
        String how = since == null
                ? "the session is about to read the event"
                : "the session has been behind since " + since + ", for " + (now.toEpochMilli() - since.toEpochMilli())
                        + " ms, with " + before + " records of all users before the event";
        return new SessionFinding(DeliveryOutcome.WAITING, how + pending(progress));
    }

    private static SessionFinding endedBefore(Occurrence event, SessionView session) {
        Instant ended = Objects.requireNonNull(session.life().ended());
        String when = event.read().from() != null && ended.isBefore(event.read().from())
                ? "the session had ended before the event was read"
                : "the session ended before it reached the event";
        CloseReason reason = reasonOf(session.life().state());
        String why = reason == null ? "" : ": " + reason.code() + " " + reason.text();
        return new SessionFinding(
                DeliveryOutcome.ENDED_BEFORE,
                when + why + "; the client gets the event when it resumes from its cursor");
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
            return new SessionFinding(DeliveryOutcome.EXPIRED, "the event had expired when the session reached it");
        }
        if (event.isExpiredAt(writing.span().to())) {
            return new SessionFinding(
                    DeliveryOutcome.UNSURE,
                    "the event expired about when the session reached it",
                    writing.span(),
                    null);
        }
        if (event.replaced() && writing.whileBehind()) {
            return new SessionFinding(
                    DeliveryOutcome.UNSURE,
                    "a newer event with the same collapsekey may have replaced it while the session was behind",
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
        String how = "the event was handed to the session's socket";
        if (session.life().opened().isAfter(event.read().to())) {
            how += " after the client had resumed from a cursor before it";
        } else if (writing.whileBehind()) {
            how += " while the session was behind";
        }
        if (acknowledged == null) {
            return how + "; the client sends no acknowledgements" + pending(session.progress());
        }
        return how
                + (acknowledged ? ", and the client has acknowledged it" : "; the client has not acknowledged it")
                + pending(session.progress());
    }

    /** Describes the bytes that are written and not received yet. */
    private static String pending(Progress progress) {
        return progress.pendingBytes() == 0
                ? ""
                : "; the network has not accepted " + progress.pendingBytes() + " bytes that were written before";
    }
}
