package dev.tidings.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Event;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import dev.tidings.session.CloseReason;
import dev.tidings.session.GapReason;
import dev.tidings.session.Place;
import dev.tidings.session.Progress;
import dev.tidings.session.SessionState;
import dev.tidings.session.SessionView;
import dev.tidings.session.Subscriber;
import dev.tidings.window.HeldRecord;
import dev.tidings.window.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventReportTest {
    private static final Partition ALL = new Partition(Topic.ANNOUNCEMENTS, 0);
    private static final Instant NOW = Instant.ofEpochSecond(2000);

    /** One of everybody's sessions, which stands there, where the event stands at 100. */
    private static SessionView session(long from, long position) {
        return new SessionView(
                new Subscriber(new UserId("alice"), Set.of(), null),
                new SessionView.Life(Instant.EPOCH, new SessionState.Open(), GapReason.NONE_GIVEN, null),
                new Progress(1, List.of(new Place(ALL, from, position, Place.NONE, false)), List.of(), null, 0));
    }

    private static EventAnswer answer(SessionSurvey survey, @Nullable Instant forgottenUntil) {
        byte[] json = "{\"id\":\"i\",\"source\":\"/s\",\"type\":\"t\"}".getBytes(UTF_8);
        HeldRecord record = new HeldRecord(
                new Position(ALL, 100),
                "everyone",
                Instant.ofEpochSecond(999),
                Event.plain(json, 0, json.length - 1, 0));
        Span read = new Span(Instant.ofEpochSecond(1000), Instant.ofEpochSecond(1001));
        Occurrence event = new Occurrence(record, (Event) record.reading(), read, false, false);
        return new EventReport(event, survey.views(), survey, NOW, forgottenUntil).answer(null);
    }

    private static SessionSurvey survey(SessionView... views) {
        return new SessionSurvey(List.of(views), 0, 0);
    }

    @Test
    void aWaitingSessionDecidesTheVerdict() {
        EventAnswer answer = answer(survey(session(0, 150), session(120, 150), session(0, 50)), null);
        assertThat(answer.verdict()).isEqualTo("waiting");
        assertThat(answer.because()).contains("1 waiting, 1 written, 1 session-began-later");
        assertThat(answer.sessions())
                .extracting(EventAnswer.ForSession::verdict)
                .containsExactly("waiting", "written", "session-began-later");
    }

    @Test
    void sessionsThatBeganLaterCountAsNoSession() {
        assertThat(answer(survey(session(120, 150)), null).verdict()).isEqualTo("no-session-then");
        assertThat(answer(survey(), null).verdict()).isEqualTo("no-session-then");
    }

    @Test
    void atMostAHundredSessionsAreShownAndAllAreCounted() {
        List<SessionView> many = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            many.add(session(0, 150));
        }
        many.add(session(0, 50));
        EventAnswer answer = answer(new SessionSurvey(many, 3, 17_000), null);
        assertThat(answer.sessions()).hasSize(EventReport.MAX_SHOWN);
        assertThat(answer.sessions().get(0).verdict()).isEqualTo("waiting");
        assertThat(answer.because())
                .contains("1 waiting, 150 written")
                .contains("3 sessions did not answer")
                .contains("17000 more were not examined");
    }

    @Test
    void forgottenSessionsAreMentionedOnlyWhereTheyMatter() {
        assertThat(answer(survey(), Instant.ofEpochSecond(1500)).because()).contains("may be missing");
        assertThat(answer(survey(), Instant.ofEpochSecond(900)).because()).doesNotContain("may be missing");
    }

    @Test
    void aSessionThatDoesNotAnswerInTimeIsSkipped() throws InterruptedException {
        CompletableFuture<Optional<SessionView>> stuck = new CompletableFuture<>();
        List<CompletableFuture<Optional<SessionView>>> answers = Stream.of(
                        CompletableFuture.completedFuture(Optional.of(session(0, 150))),
                        CompletableFuture.completedFuture(Optional.<SessionView>empty()),
                        stuck)
                .toList();
        SessionSurvey survey = SessionSurvey.of(answers, 0, Duration.ofMillis(1));
        assertThat(survey.views()).hasSize(1);
        assertThat(survey.silent()).isEqualTo(1);
    }

    @Test
    void aClosedSessionIsReportedWithItsCloseReason() {
        SessionView open = session(0, 50);
        Instant end = Instant.ofEpochSecond(1500);
        SessionView ended = new SessionView(
                open.subscriber(),
                new SessionView.Life(
                        Instant.EPOCH, new SessionState.Closed(CloseReason.SLOW_READER), GapReason.NONE_GIVEN, end),
                open.progress());
        EventAnswer answer = answer(survey(ended), null);
        assertThat(answer.verdict()).isEqualTo("ended-before");
        assertThat(answer.sessions().get(0).session().closed())
                .isEqualTo(new SessionFacts.Closed(end, 4408, "slow reader", true));
    }
}
