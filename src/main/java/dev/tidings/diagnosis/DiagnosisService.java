package dev.tidings.diagnosis;

import dev.tidings.control.PodName;
import dev.tidings.control.RemoteSessions;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import dev.tidings.session.EndedSessions;
import dev.tidings.session.Session;
import dev.tidings.session.SessionRegistry;
import dev.tidings.session.SessionView;
import dev.tidings.window.HeldRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reports an event's outcome and a user's sessions, from the data of this pod. On a thread that may wait. */
final class DiagnosisService {
    private final PodName pod;
    private final Records records;
    private final SessionRegistry registry;
    private final RemoteSessions elsewhere;

    DiagnosisService(PodName pod, Records records, SessionRegistry registry, RemoteSessions elsewhere) {
        this.pod = pod;
        this.records = records;
        this.registry = registry;
        this.elsewhere = elsewhere;
    }

    /** Reports the outcome of events; with {@code user} for that user's sessions alone, even for others' events. */
    EventsAnswer events(String text, EventQuery asked, @Nullable UserId user) throws InterruptedException {
        EventAnswer none = asked instanceof EventQuery.At at ? records.explainAbsence(at.position()) : null;
        List<HeldRecord> found = none == null ? records.of(asked) : List.of();
        List<EventAnswer> answers = new ArrayList<>(none == null ? List.of() : List.of(none));
        UserId concerned = user;
        for (HeldRecord record : found) {
            concerned = concerned == null ? userOf(record) : concerned;
            answers.add(answer(record, user));
        }
        return new EventsAnswer(
                pod.host(),
                text,
                answers,
                concerned == null ? List.of() : elsewhere.there(concerned),
                EventsAnswer.SCOPE);
    }

    private static @Nullable UserId userOf(HeldRecord record) {
        return record.position().partition().topic() == Topic.NOTIFICATIONS ? new UserId(record.key()) : null;
    }

    private EventAnswer answer(HeldRecord record, @Nullable UserId user) throws InterruptedException {
        Occurrence event = records.occurrence(record);
        if (event == null) {
            return records.rejected(record);
        }
        Collection<Session> open = user == null
                ? registry.audience(
                        record.position().partition().topic(), record.audience().key())
                : registry.ofUser(user);
        SessionSurvey survey = SessionSurvey.of(open);
        List<SessionView> all = new ArrayList<>(survey.views());
        all.addAll(ended(view ->
                user == null ? event.isFor(view.subscriber()) : view.subscriber().user().equals(user)));
        return new EventReport(
                        event, all, survey, records.now(), registry.ended().forgottenUntil())
                .answer(user);
    }

    /** Returns the ended sessions of this log. Called after the survey of open ones, so that none is missed. */
    private List<SessionView> ended(Predicate<SessionView> wanted) {
        EndedSessions ended = registry.ended();
        return ended.all().stream()
                .filter(view -> records.isOfThisLog(view.progress()))
                .filter(wanted)
                .toList();
    }

    UserAnswer sessions(UserId user) throws InterruptedException {
        List<SessionView> all =
                new ArrayList<>(SessionSurvey.of(registry.ofUser(user)).views());
        all.addAll(ended(view -> view.subscriber().user().equals(user)));
        all.sort(
                Comparator.comparing((SessionView view) -> view.life().opened()).reversed());
        return new UserAnswer(
                pod.host(),
                user.value(),
                all.stream()
                        .limit(EventReport.MAX_SHOWN)
                        .map(UserAnswer.OfSession::of)
                        .toList(),
                elsewhere.there(user),
                EventsAnswer.SCOPE);
    }
}
