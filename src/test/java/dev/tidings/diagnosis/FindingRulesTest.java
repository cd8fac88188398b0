package dev.tidings.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Event;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Terms;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import dev.tidings.session.CloseReason;
import dev.tidings.session.GapReason;
import dev.tidings.session.LagMark;
import dev.tidings.session.Place;
import dev.tidings.session.Progress;
import dev.tidings.session.SessionState;
import dev.tidings.session.SessionView;
import dev.tidings.session.Subscriber;
import dev.tidings.window.HeldRecord;
import dev.tidings.window.Span;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An event at 100, read between the seconds 1000 and 1001, and where sessions of alice stand at 2000. */
class FindingRulesTest {
    private static final Partition HOME = new Partition(Topic.NOTIFICATIONS, 3);
    private static final Span READ = new Span(second(1000), second(1001));

    private Instant now = second(2000);
    private long expires = Terms.NEVER;
    private boolean replaced;
    private Instant opened = second(500);
    private @Nullable GapReason gap = GapReason.NONE_GIVEN;
    private @Nullable Instant ended;
    private List<Place> places = List.of(at(50, 150));
    private List<LagMark> marks = List.of();
    private @Nullable Instant behindSince;
    private long pending;

    private static Instant second(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static Place at(long from, long position) {
        return new Place(HOME, from, position, Place.NONE, false);
    }

    private static LagMark mark(long second, long since, long position) {
        return new LagMark(second * 1000, since * 1000, new long[] {position});
    }

    private SessionFinding verdict() {
        return verdict("alice");
    }

    private SessionFinding verdict(String key) {
        byte[] json = "{}".getBytes(UTF_8);
        Event event = new Event(json, 0, 1, new Terms(expires, replaced ? "k" : null), 0);
        HeldRecord record = new HeldRecord(new Position(HOME, 100), key, second(999), event);
        SessionState state = ended == null ? new SessionState.Open() : new SessionState.Closed(CloseReason.SLOW_READER);
        SessionView session = new SessionView(
                new Subscriber(new UserId("alice"), Set.of("staff"), null),
                new SessionView.Life(opened, state, gap, ended),
                new Progress(1, places, marks, behindSince, pending));
        return FindingRules.of(new Occurrence(record, event, READ, false, replaced), session, now);
    }

    private void assertWritten(long from, long to) {
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.WRITTEN);
        assertThat(verdict().written()).isEqualTo(new Span(second(from), second(to)));
    }

    @Test
    void toASessionWithoutLagAnEventIsWrittenWhenItIsRead() {
        assertWritten(1000, 1001);
        assertThat(verdict().acknowledged()).isNull();
    }

    @Test
    void anAcknowledgedPositionTellsWhetherTheEventWasSeen() {
        places = List.of(new Place(HOME, 50, 150, 101, true));
        assertThat(verdict().acknowledged()).isTrue();
        places = List.of(new Place(HOME, 50, 150, 100, true));
        assertThat(verdict().acknowledged()).isFalse();
    }

    @Test
    void bytesThatTheNetworkHasNotTakenAreReported() {
        pending = 4711;
        assertThat(verdict().because()).contains("the network has not accepted 4711 bytes");
    }

    @Test
    void aResumedSessionGotTheEventWhenItBegan() {
        opened = second(1500);
        gap = null;
        assertWritten(1500, 1500);
        assertThat(verdict().because()).contains("resumed from a cursor before it");
    }

    @Test
    void aSessionThatBeganBehindTheEventTellsWhetherItHadAGap() {
        places = List.of(at(101, 150));
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.SESSION_BEGAN_LATER);
        assertThat(verdict().because()).contains("gap: none-given");
        gap = null;
        assertThat(verdict().because()).contains("reconnected with a cursor after the event");
    }

    @Test
    void aLaggingSessionReportsSinceWhenAndByHowManyRecords() {
        places = List.of(at(50, 90));
        behindSince = second(1990);
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.WAITING);
        assertThat(verdict().because()).contains("for 10000 ms").contains("10 records");
    }

    @Test
    void anEventThatExpiresDuringLagIsExpired() {
        places = List.of(at(50, 90));
        expires = now.toEpochMilli();
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.EXPIRED);
    }

    @Test
    void anEventThatExpiredBeforeItsWriteIsNotWritten() {
        expires = second(1000).toEpochMilli();
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.EXPIRED);
        expires = second(1001).toEpochMilli();
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.UNSURE);
        expires = second(1002).toEpochMilli();
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.WRITTEN);
    }

    @Test
    void aSessionClosedBeforeTheEventReportsItsCloseReason() {
        places = List.of(at(50, 90));
        ended = second(1500);
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.ENDED_BEFORE);
        assertThat(verdict().because()).contains("before it reached the event").contains("4408 slow reader");
        ended = second(900);
        assertThat(verdict().because()).contains("had ended before the event was read");
    }

    @Test
    void aSessionClosedAfterTheEventHasGotIt() {
        ended = second(1500);
        assertWritten(1000, 1001);
    }

    @Test
    void duringLagTheTimeOfAWriteIsKnownAsAnInterval() {
        marks = List.of(mark(990, 990, 60), mark(1020, 990, 80), mark(1040, 990, 120), mark(1060, 990, 150));
        assertWritten(1020, 1040);
        behindSince = second(990);
        marks = List.of(mark(990, 990, 60), mark(1020, 990, 80));
        assertWritten(1020, 2000);
    }

    @Test
    void anEventReadBeforeTheLagWasWrittenAtOnce() {
        marks = List.of(mark(1800, 1800, 120), mark(1900, 1800, 150));
        assertWritten(1000, 1001);
        marks = List.of(mark(800, 700, 60), mark(850, 700, 70), mark(1900, 1800, 150));
        assertWritten(1000, 1001);
        marks = List.of(mark(800, 700, 60));
        assertWritten(1000, 1001);
        behindSince = second(1950);
        assertWritten(1000, 1001);
    }

    @Test
    void anEventReadDuringTheLagWasWrittenAfterItsReading() {
        marks = List.of(mark(900, 900, 60), mark(1300, 900, 150));
        assertWritten(1000, 1300);
    }

    @Test
    void anEventCollapsesOnlyForLaggingSessions() {
        replaced = true;
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.WRITTEN);
        marks = List.of(mark(900, 900, 60), mark(1300, 900, 150));
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.UNSURE);
        assertThat(verdict().because()).contains("collapsekey");
    }

    @Test
    void anEventOfAnotherUserIsNotForTheSession() {
        assertThat(verdict("bob").outcome()).isEqualTo(DeliveryOutcome.NOT_THE_AUDIENCE);
    }

    @Test
    void aMisplacedEventReachedOnlyOpenSessions() {
        places = List.of(new Place(new Partition(Topic.NOTIFICATIONS, 0), 0, 10, Place.NONE, true));
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.SESSION_BEGAN_LATER);
        assertThat(verdict().because()).contains("misplaced");
        now = second(1001);
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.WAITING);
    }

    @Test
    void aSessionThatHasNotStartedIsWaiting() {
        places = List.of();
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.WAITING);
        ended = second(1500);
        assertThat(verdict().outcome()).isEqualTo(DeliveryOutcome.ENDED_BEFORE);
    }
}
