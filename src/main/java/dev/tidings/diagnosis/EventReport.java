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
        SessionSurvey interview,
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
        if (event.cameExpired()) {
            return DeliveryOutcome.EXPIRED;
        }
        return counts.keySet().stream()
                .findFirst()
                .map(outcome ->
                        outcome == DeliveryOutcome.SESSION_BEGAN_LATER ? DeliveryOutcome.NO_SESSION_THEN : outcome)
                .orElse(interview.silent() > 0 ? DeliveryOutcome.UNKNOWN : DeliveryOutcome.NO_SESSION_THEN);
    }

    private String because(DeliveryOutcome outcome, Map<DeliveryOutcome, Long> counts, @Nullable UserId user) {
        String whose =
                user == null ? "of its audience, which is " + event.record().key() + "," : "of " + user.value();
        StringBuilder because = new StringBuilder();
        if (outcome == DeliveryOutcome.EXPIRED && event.cameExpired()) {
            because.append("it had expired when this pod read it; ");
        }
        if (counts.isEmpty()) {
            because.append("no session ").append(whose).append(" is on this pod, or was since it was read");
        } else {
            because.append("of the sessions ").append(whose).append(" here: ").append(said(counts));
        }
        if (interview.silent() > 0) {
            because.append("; ").append(interview.silent()).append(" did not answer in time");
        }
        if (interview.unasked() > 0) {
            because.append("; ")
                    .append(interview.unasked())
                    .append(" more were not asked (?user= asks about one user)");
        }
        return because.append(forgotten()).toString();
    }

    private static String said(Map<DeliveryOutcome, Long> counts) {
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().label())
                .collect(Collectors.joining(", "));
    }

    private String forgotten() {
        Instant until = forgottenUntil;
        Instant from = event.read().from();
        return until == null || (from != null && until.isBefore(from))
                ? ""
                : "; some that ended before " + until + " are not remembered (tidings.session.max-remembered)";
    }
}
