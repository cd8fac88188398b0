package dev.tidings.diagnosis;

import dev.tidings.event.UserId;
import dev.tidings.session.SessionView;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an event for all sessions concerned, as one answer.
 *
 * @param sessions the open sessions that were queried, and the ended ones
 * @param forgottenUntil some sessions that ended before this moment are not remembered
 */
record EventReport(
        Occurrence event,
        List<SessionView> sessions,
        SessionSurvey survey,
        Instant now,
        @Nullable Instant forgottenUntil) {

    static final int MAX_SHOWN = 100;

    private record Finding(SessionView session, SessionFinding verdict) {}

    EventAnswer answer(@Nullable UserId user) {
        List<Finding> findings = sessions.stream()
                .map(session -> new Finding(session, FindingRules.of(event, session, now)))
                .sorted(Comparator.comparing(
                        (Finding finding) -> finding.verdict().outcome()))
                .toList();
        Map<DeliveryOutcome, Long> counts = findings.stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.verdict().outcome(),
                        () -> new EnumMap<>(DeliveryOutcome.class),
                        Collectors.counting()));
        List<EventAnswer.ForSession> shown = findings.stream()
                .limit(MAX_SHOWN)
                .map(finding -> EventAnswer.ForSession.of(SessionFacts.of(finding.session()), finding.verdict()))
                .toList();
        DeliveryOutcome outcome = outcome(counts);
        return new EventAnswer(
                event.position().toString(),
                outcome.label(),
                because(outcome, counts, user),
                EventAnswer.about(event),
                EventAnswer.course(event),
                shown);
    }

    /** Returns the first outcome that occurs: waiting has precedence over written. */
    private DeliveryOutcome outcome(Map<DeliveryOutcome, Long> counts) {
        if (event.expiredBeforeReading()) {
            return DeliveryOutcome.EXPIRED;
        }
        return counts.keySet().stream()
                .findFirst()
                .map(outcome ->
                        outcome == DeliveryOutcome.SESSION_BEGAN_LATER ? DeliveryOutcome.NO_SESSION_THEN : outcome)
                .orElse(survey.silent() > 0 ? DeliveryOutcome.UNKNOWN : DeliveryOutcome.NO_SESSION_THEN);
    }

    private String because(DeliveryOutcome outcome, Map<DeliveryOutcome, Long> counts, @Nullable UserId user) {
        String whose = user == null ? "of the audience " + event.record().key() : "of " + user.value();
        StringBuilder because = new StringBuilder();
        if (outcome == DeliveryOutcome.EXPIRED && event.expiredBeforeReading()) {
            because.append("the event had expired when this pod read it; ");
        }
        if (counts.isEmpty()) {
            because.append("no session ").append(whose).append(" has been on this pod since the event was read");
        } else {
            because.append("sessions ").append(whose).append(" on this pod: ").append(text(counts));
        }
        if (survey.silent() > 0) {
            because.append("; ").append(survey.silent()).append(" sessions did not answer in time");
        }
        if (survey.unqueried() > 0) {
            because.append("; ").append(survey.unqueried()).append(" more were not examined (?user= selects one user)");
        }
        return because.append(missingSessions()).toString();
    }

    private static String text(Map<DeliveryOutcome, Long> counts) {
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().label())
                .collect(Collectors.joining(", "));
    }

    private String missingSessions() {
        Instant until = forgottenUntil;
        Instant from = event.read().from();
        return until == null || (from != null && until.isBefore(from))
                ? ""
                : "; sessions that ended before " + until + " may be missing (tidings.session.max-remembered)";
    }
}
