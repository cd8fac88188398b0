package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Cursor;
import dev.tidings.session.CloseReason;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.testkit.FakeChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code tidings.cursor} says, and when. */
class CursorNotifierTest {
    private static final int INTERVAL = 120;

    private final Pod pod = new Pod(64 << 20);
    private final PushLoop loop = pod.directLoop();
    private final FakeChannel alice = new FakeChannel();

    private String cursorOfNow() {
        FakeChannel channel = new FakeChannel();
        pod.open(Pod.member("alice"), null, channel, pod.directLoop()).close(CloseReason.CLIENT_LEFT);
        return channel.cursor();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            pod.clock.advance(Duration.ofSeconds(1));
            pod.poll();
            for (int slice = 0; slice < PushLoop.SLICES; slice++) {
                loop.tick(pod.clock.millis());
            }
        }
    }

    /** Long enough for a cursor that is due, and short enough for the heartbeat of a client that says nothing. */
    private void passAnInterval(Session session) {
        for (int i = 0; i < INTERVAL; i++) {
            pass(1);
            session.recordActivity();
        }
    }

    private List<String> onResuming(Cursor cursor) {
        FakeChannel again = new FakeChannel();
        pod.open(Pod.member("alice"), cursor.toString(), again, pod.directLoop())
                .close(CloseReason.CLIENT_LEFT);
        return again.ids();
    }

    @Test
    void aResumedSessionGetsOneCursorWhenNothingIsMissing() {
        pod.open(Pod.member("alice"), cursorOfNow(), alice, loop);
        assertThat(alice.toldCursors()).hasSize(1);
        pod.notify("alice");
        pod.poll();
        pass(10);
        assertThat(alice.toldCursors()).hasSize(1);
    }

    @Test
    void aResumedSessionGetsACursorAfterItsLastMissedEvent() {
        String before = cursorOfNow();
        for (int i = 0; i < 1000; i++) {
            pod.notify("alice");
        }
        pod.poll();
        alice.takeWrites(1);
        Session session = pod.open(Pod.member("alice"), before, alice, loop);
        assertThat(alice.toldCursors()).as("still behind").isEmpty();
        alice.takeWrites(100);
        session.pump();
        assertThat(alice.ids()).hasSize(1000);
        assertThat(alice.toldCursors()).hasSize(1);
        assertThat(onResuming(alice.toldCursors().get(0))).isEmpty();
    }

    @Test
    void theCursorWaitsUntilTheSocketHasTakenAllEvents() {
        String before = cursorOfNow();
        pod.notify("alice");
        pod.poll();
        alice.pending(100);
        pod.open(Pod.member("alice"), before, alice, loop);
        pass(2);
        assertThat(alice.toldCursors()).isEmpty();
        alice.pending(0);
        pass(1);
        assertThat(alice.toldCursors()).hasSize(1);
    }

    @Test
    void aNewSessionHasItsCursorFromTheWelcome() {
        pod.open(Pod.member("alice"), null, alice, loop);
        pass(10);
        assertThat(alice.toldCursors()).isEmpty();
    }

    @Test
    void anIdleSessionGetsACursorRegularly() {
        Session session = pod.open(Pod.member("alice"), null, alice, loop);
        for (int i = 0; i < 20; i++) {
            pod.notify("somebody-" + i);
        }
        passAnInterval(session);
        assertThat(alice.toldCursors()).hasSize(1);
        assertThat(alice.toldCursors().get(0).toString()).isEqualTo(cursorOfNow());
        passAnInterval(session);
        assertThat(alice.toldCursors()).as("the log stood still").hasSize(1);
        for (int i = 0; i < 20; i++) {
            pod.notify("somebody-" + i);
        }
        passAnInterval(session);
        assertThat(alice.toldCursors()).hasSize(2);
    }

    @Test
    void aBusySessionGetsNoExtraCursors() {
        Session session = pod.open(Pod.member("alice"), null, alice, loop);
        for (int i = 0; i < 3 * INTERVAL; i++) {
            pod.notify("alice");
            pass(1);
            session.recordActivity();
        }
        assertThat(alice.ids()).hasSize(3 * INTERVAL);
        assertThat(alice.toldCursors()).isEmpty();
    }

    @Test
    void aCursorNeverPassesEventsThatASlowClientHasNotGot() {
        Session session = pod.open(Pod.member("alice"), null, alice, loop);
        alice.takeWrites(0);
        String waiting = pod.notify("alice");
        for (int i = 0; i < 29; i++) {
            pod.notify("somebody-" + i);
            pass(1);
        }
        pod.clock.advance(Duration.ofSeconds(INTERVAL));
        session.pump();
        assertThat(alice.toldCursors()).isEmpty();
        alice.takeWrites(1);
        session.pump();
        assertThat(alice.ids()).containsExactly(waiting);
    }

    @Test
    void noEventAfterACursorIsBeforeIt() {
        Session session = pod.open(Pod.member("alice"), cursorOfNow(), alice, loop);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int told = alice.toldCursors().size();
            Cursor cursor = alice.toldCursors().get(told - 1);
            written.clear();
            written.add(pod.notify("alice"));
            pod.poll();
            assertThat(onResuming(cursor)).isEqualTo(written);
            pod.notify("somebody");
            passAnInterval(session);
            pass(INTERVAL / 100);
            assertThat(alice.toldCursors()).hasSizeGreaterThan(told);
        }
    }
}
