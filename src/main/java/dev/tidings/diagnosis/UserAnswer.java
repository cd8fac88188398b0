package dev.tidings.diagnosis;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidings.control.RemoteCount;
import dev.tidings.session.GapReason;
import dev.tidings.session.Place;
import dev.tidings.session.SessionView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sessions that a user has on this pod, and had recently, the newest first. */
record UserAnswer(String pod, String user, List<OfSession> sessions, List<RemoteCount> elsewhere, String scope) {

    /**
     * One session of the user.
     *
     * @param start {@code resumed}, or the reason of the gap
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfSession(
            SessionFacts session,
            List<String> groups,
            String start,
            @Nullable Behind behind,
            List<At> places) {
        static OfSession of(SessionView view) {
            GapReason gap = view.life().gap();
            return new OfSession(
                    SessionFacts.of(view),
                    view.subscriber().groups().stream().sorted().toList(),
                    gap == null ? "resumed" : gap.label(),
                    behind(view),
                    view.progress().places().stream().map(At::of).toList());
        }

        private static @Nullable Behind behind(SessionView view) {
            Instant since = view.progress().behindSince();
            return since == null ? null : new Behind(since, view.progress().pendingBytes());
        }
    }

    /** The time since which the session has been behind, and the bytes that the network has not accepted. */
    record Behind(Instant since, long pendingBytes) {}

    /** The session's progress in one partition: its start, its position, and the acknowledged position. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record At(
            String partition,
            long from,
            long position,
            @Nullable Long acknowledged,
            boolean live) {
        static At of(Place place) {
            Long acknowledged = place.acknowledged() == Place.NONE ? null : Long.valueOf(place.acknowledged());
            return new At(place.partition().toString(), place.from(), place.position(), acknowledged, place.live());
        }
    }
}
