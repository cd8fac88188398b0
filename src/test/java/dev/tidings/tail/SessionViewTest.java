package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import dev.tidings.event.Position;
import dev.tidings.session.CloseReason;
import dev.tidings.session.GapReason;
import dev.tidings.session.LagMark;
import dev.tidings.session.Place;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.session.SessionState;
import dev.tidings.session.SessionView;
import dev.tidings.testkit.FakeChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What can be said of a session afterwards: from where, how far, and when while it was behind. */
class SessionViewTest {
    private static final Partition HOME = Pod.home("alice");

    private final Pod pod = new Pod(64 << 20);
    private final PushLoop loop = pod.directLoop();
    private final FakeChannel alice = new FakeChannel();

    private Session open(@Nullable String cursor) {
        return pod.open(Pod.member("alice"), cursor, alice, loop);
    }

    private void write(int events) {
        for (int i = 0; i < events; i++) {
            pod.notify("alice");
        }
        pod.poll();
    }

    private static SessionView view(Session session) {
        return session.requestView().join().orElseThrow();
    }

    private static Place home(SessionView view) {
        return view.progress().places().get(view.progress().indexOf(HOME));
    }

    @Test
    void aSessionWithoutACursorStartsAtTheEnd() {
        write(5);
        Session session = open(null);
        write(3);
        SessionView view = view(session);
        assertThat(home(view)).isEqualTo(new Place(HOME, 5, 8, Place.NONE, true));
        assertThat(view.life().gap()).isEqualTo(GapReason.NONE_GIVEN);
        assertThat(view.life().opened()).isEqualTo(pod.clock.instant());
        assertThat(view.progress().epoch()).isEqualTo(Pod.EPOCH);
    }

    @Test
    void aResumedSessionStartsAtItsCursor() {
        open(null).close(CloseReason.CLIENT_LEFT);
        write(5);
        SessionView view = view(open(alice.cursor()));
        assertThat(home(view).from()).isZero();
        assertThat(home(view).position()).isEqualTo(5);
        assertThat(view.life().gap()).isNull();
    }

    @Test
    void aSessionWithoutLagLeavesNoMarks() {
        Session session = open(null);
        for (int i = 0; i < 100; i++) {
            write(3);
            pod.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(view(session).progress().marks()).isEmpty();
        assertThat(view(session).progress().behindSince()).isNull();
    }

    @Test
    void theMarksOfALaggingSessionAreBounded() {
        Session session = open(null);
        alice.takeWrites(0);
        // More than one write of it each, so that it never catches up.
        String large = "{\"x\":\"" + "y".repeat(17_000) + "\"}";
        Instant since = pod.clock.instant();
        for (int i = 0; i < 400; i++) {
            pod.notify(Partitioner.MURMUR2, "alice", large);
            pod.notify(Partitioner.MURMUR2, "alice", large);
            pod.poll();
            pod.clock.advance(Duration.ofMillis(100));
            alice.takeWrites(1);
            session.pump();
            session.recordActivity();
        }
        SessionView view = view(session);
        assertThat(view.progress().behindSince()).isEqualTo(since);
        assertThat(home(view).position()).isEqualTo(400);
        List<LagMark> marks = view.progress().marks();
        assertThat(marks).hasSizeBetween(4, 8).allMatch(mark -> mark.since() == since.toEpochMilli());
        assertThat(marks).extracting(LagMark::at).isSorted();
        int place = view.progress().indexOf(HOME);
        assertThat(marks).allSatisfy(mark -> {
            // One event each tenth of a second: what was written by then.
            long written = (mark.at() - since.toEpochMilli()) / 100;
            assertThat(mark.positions()[place]).isBetween(written - 1, written + 1);
        });
    }

    @Test
    void aSessionThatHasCaughtUpKeepsItsMarks() {
        Session session = open(null);
        alice.takeWrites(0);
        write(1);
        assertThat(view(session).progress().behindSince()).isEqualTo(pod.clock.instant());
        pod.clock.advance(Duration.ofSeconds(3));
        alice.takeWrites(Integer.MAX_VALUE);
        session.pump();
        SessionView view = view(session);
        assertThat(view.progress().behindSince()).isNull();
        assertThat(view.progress().marks()).hasSize(2);
        int place = view.progress().indexOf(HOME);
        assertThat(view.progress().marks().get(0).hasPassed(place, 0)).isFalse();
        assertThat(view.progress().marks().get(1).hasPassed(place, 0)).isTrue();
    }

    @Test
    void frequentShortLagsCountAsOneLag() {
        Session session = open(null);
        Instant since = pod.clock.instant();
        for (int i = 0; i < 100; i++) {
            alice.takeWrites(0);
            write(1);
            pod.clock.advance(Duration.ofMillis(20));
            alice.takeWrites(Integer.MAX_VALUE);
            session.pump();
            pod.clock.advance(Duration.ofMillis(20));
        }
        List<LagMark> marks = view(session).progress().marks();
        assertThat(marks).hasSizeLessThanOrEqualTo(8).allMatch(mark -> mark.since() == since.toEpochMilli());
    }

    @Test
    void theLastAcknowledgementOfEachPartitionIsKnown() {
        Session session = open(null);
        write(3);
        Cursor second = Cursor.parse(alice.received().get(1).cursor()).orElseThrow();
        assertThat(session.acknowledge(second)).isTrue();
        assertThat(home(view(session)).acknowledged()).isEqualTo(second.offsetIn(HOME));
        assertThat(home(view(session)).position()).isEqualTo(3);
    }

    @Test
    void aClosedSessionIsRemembered() {
        Session session = open(null);
        write(3);
        pod.clock.advance(Duration.ofSeconds(7));
        session.close(CloseReason.LOGGED_OUT);
        assertThat(session.requestView().join()).isEmpty();
        SessionView last = pod.registry.ended().all().get(0);
        assertThat(last.life().state()).isEqualTo(new SessionState.Closed(CloseReason.LOGGED_OUT));
        assertThat(last.life().ended()).isEqualTo(pod.clock.instant());
        assertThat(home(last).position()).isEqualTo(3);
        assertThat(last.subscriber().user().value()).isEqualTo("alice");
    }

    @Test
    void rememberedSessionsAreBoundedInNumberAndAge() {
        List<Instant> ends = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            open(null).close(CloseReason.CLIENT_LEFT);
            ends.add(pod.clock.instant());
            pod.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(pod.registry.ended().all())
                .extracting(view -> view.life().ended())
                .isEqualTo(ends.subList(50, 150));
        assertThat(pod.registry.ended().forgottenUntil()).isEqualTo(ends.get(49));
        pod.clock.advance(Duration.ofMinutes(6));
        open(null).close(CloseReason.CLIENT_LEFT);
        assertThat(pod.registry.ended().size()).isEqualTo(1);
    }

    @Test
    void aReplayCountsAsLag() {
        Pod small = new Pod(100_000);
        small.open(Pod.member("alice"), null, alice, loop).close(CloseReason.CLIENT_LEFT);
        String cursor = alice.cursor();
        small.notify("alice");
        for (int i = 0; i < 5_000; i++) {
            small.write(HOME, "other", "{\"x\":\"" + "y".repeat(100) + "\"}");
            if (i % 100 == 0) {
                small.poll();
            }
        }
        small.poll();
        Session session = small.open(Pod.member("alice"), cursor, alice, loop);
        assertThat(view(session).progress().behindSince()).isEqualTo(small.clock.instant());
        small.replay();
        assertThat(alice.ids()).hasSize(1);
        assertThat(view(session).progress().behindSince()).isNull();
        assertThat(view(session).progress().marks()).isNotEmpty();
    }

    @Test
    void theTimeOfReadingIsKnownToATenthOfASecond() {
        for (int i = 0; i < 50; i++) {
            pod.notify("alice");
            pod.poll();
            pod.clock.advance(Duration.ofMillis(130));
        }
        Instant now = pod.clock.instant();
        Instant read20 = now.minusMillis(130L * 30);
        var span = pod.windows.journal().read(new Position(HOME, 20), now);
        assertThat(span.from()).isBetween(read20.minusMillis(130), read20);
        assertThat(span.to()).isBetween(read20, read20.plusMillis(130));
    }
}
