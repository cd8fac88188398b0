package dev.tidings.diagnosis;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidings.event.Headline;
import dev.tidings.event.Terms;
import dev.tidings.window.Span;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of one event on this pod: a word, a sentence, and their facts, without the event's data. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventAnswer(
        String position,
        String verdict,
        String because,
        @Nullable About event,
        @Nullable Course course,
        List<ForSession> sessions) {

    EventAnswer(String position, DeliveryOutcome outcome, String because) {
        this(position, outcome.label(), because, null, null, List.of());
    }

    /** The attributes of the event, and its audience: the record's key. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record About(
            String id, String source, String type, @Nullable String time, String audience) {}

    /** The times at which the event was written and read, and the attributes that can prevent its delivery. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Course(
            Instant logged,
            Span read,
            boolean misplaced,
            @Nullable Instant expires,
            @Nullable String collapsekey) {}

    /** The outcome of the event for one session. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ForSession(
            SessionFacts session,
            String verdict,
            String because,
            @Nullable Span written,
            @Nullable Boolean acknowledged) {
        static ForSession of(SessionFacts session, SessionFinding verdict) {
            return new ForSession(
                    session, verdict.outcome().label(), verdict.because(), verdict.written(), verdict.acknowledged());
        }
    }

    static About about(Occurrence event) {
        Headline headline = Headline.of(event.event());
        return new About(
                headline.id(),
                headline.source(),
                headline.type(),
                headline.time(),
                event.record().key());
    }

    static Course course(Occurrence event) {
        Terms terms = event.event().terms();
        Instant expires = terms.expires() == Terms.NEVER ? null : Instant.ofEpochMilli(terms.expires());
        return new Course(event.record().written(), event.read(), event.misplaced(), expires, terms.collapseKey());
    }
}
