package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Session;
import dev.tidings.testkit.FakeChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of events that wait for a session that lags. */
class LaggingTest {
    private static final int LARGE = 64 << 20;

    private final Waiting waiting = new Waiting();
    private final Pod pod = new Pod(LARGE, waiting);
    private final FakeChannel alice = new FakeChannel();
    private int lastId;

    private Session open(String... groups) {
        return pod.open(Pod.member("alice", groups), null, alice, pod.directLoop());
    }

    /** With a collapse key, for alice; returns its id. */
    private String keyed(String key, String... more) {
        String id = "e-" + lastId++;
        pod.writeEvent("alice", id, "\"collapsekey\":\"" + key + "\"" + String.join("", more));
        return id;
    }

    private String plain() {
        String id = "e-" + lastId++;
        pod.writeEvent("alice", id, "\"x\":\"y\"");
        return id;
    }

    /** What waits is polled while the socket takes nothing; then it takes all. */
    private void lagThenCatchUp(Session session) {
        alice.takeWrites(0);
        pod.poll();
        alice.takeWrites(Integer.MAX_VALUE);
        session.pump();
    }

    @Test
    void duringLagTheNewestEventReplacesOlderOnesOfItsKey() {
        Session session = open();
        keyed("a");
        String plain = plain();
        keyed("a");
        String onlyB = keyed("b");
        String newestA = keyed("a");

        lagThenCatchUp(session);

        assertThat(alice.ids()).containsExactly(plain, onlyB, newestA);
        assertThat(waiting.collapsed).isEqualTo(2);
        assertThat(waiting.written + waiting.collapsed).isEqualTo(pod.outcomes.delivered);
    }

    @Test
    void aSessionWithoutLagGetsEveryEventOfAKey() {
        open();
        List<String> all = List.of(keyed("a"), keyed("a"), keyed("a"));
        pod.poll();
        assertThat(alice.ids()).isEqualTo(all);
        assertThat(waiting.collapsed).isZero();
    }

    @Test
    void aSessionThatHasCaughtUpGetsEveryEventOfAKeyAgain() {
        Session session = open();
        keyed("a");
        String newest = keyed("a");
        lagThenCatchUp(session);
        List<String> later = List.of(keyed("a"), keyed("a"));
        pod.poll();
        assertThat(alice.ids()).containsExactly(newest, later.get(0), later.get(1));
    }

    @Test
    void aResumedSessionGetsEveryEventOfAKey() {
        open();
        String start = alice.welcome().cursor().toString();
        List<String> all = List.of(keyed("a"), keyed("a"), keyed("a"));
        pod.poll();
        FakeChannel again = new FakeChannel();
        pod.open(Pod.member("alice"), start, again, pod.directLoop());
        assertThat(again.ids()).isEqualTo(all);
    }

    @Test
    void theCursorPassesCollapsedEvents() {
        Session session = open();
        keyed("a");
        String plain = plain();
        String newest = keyed("a");
        lagThenCatchUp(session);
        assertThat(alice.ids()).containsExactly(plain, newest);

        FakeChannel again = new FakeChannel();
        pod.open(Pod.member("alice"), alice.received().get(0).cursor(), again, pod.directLoop());
        assertThat(again.ids()).containsExactly(newest);
    }

    @Test
    void eventsThatExpireDuringLagAreCountedAndPassed() {
        Session session = open();
        String before = plain();
        pod.writeEvent(
                "alice", "expiring", "\"expirytime\":\"" + pod.clock.instant().plusSeconds(5) + "\"");
        String lasting = plain();
        alice.takeWrites(0);
        pod.poll();
        pod.clock.advance(Duration.ofSeconds(6));
        alice.takeWrites(10);
        session.pump();
        assertThat(alice.ids()).containsExactly(before, lasting);
        assertThat(waiting.expired).isEqualTo(1);
        assertThat(waiting.written + waiting.expired).isEqualTo(pod.outcomes.delivered);

        FakeChannel again = new FakeChannel();
        pod.open(Pod.member("alice"), alice.received().get(1).cursor(), again, pod.directLoop());
        assertThat(again.welcome().resumed()).isTrue();
        assertThat(again.ids()).isEmpty();
    }

    @Test
    void anEventThatHasExpiredReplacesNoOther() {
        Session session = open();
        String older = keyed("a");
        keyed("a", ",\"expirytime\":\"" + pod.clock.instant().plusSeconds(5) + "\"");
        alice.takeWrites(0);
        pod.poll();
        pod.clock.advance(Duration.ofSeconds(6));
        alice.takeWrites(10);
        session.pump();
        assertThat(alice.ids()).containsExactly(older);
        assertThat(waiting.expired).isEqualTo(1);
        assertThat(waiting.collapsed).isZero();
    }

    @Test
    void anEventThatWasReadExpiredReplacesNoOther() {
        Session session = open();
        String older = keyed("a");
        keyed("a", ",\"expirytime\":\"" + pod.clock.instant().minusSeconds(5) + "\"");
        lagThenCatchUp(session);
        assertThat(alice.ids()).containsExactly(older);
        assertThat(pod.outcomes.expired).isEqualTo(1);
    }

    @Test
    void aSlowReaderGetsTheRestOfTheWindowBeforeTheClose() {
        Pod small = new Pod(128 << 10);
        Session session = small.open(Pod.member("alice"), null, alice, small.directLoop());
        alice.takeWrites(0);
        small.announce("everyone");
        small.poll();
        // More than the window holds, and later.
        for (int i = 0; i < 64; i++) {
            small.clock.advance(Duration.ofMillis(1));
            small.write(
                    new Partition(Topic.NOTIFICATIONS, i % Pod.NOTIFICATIONS), "bob", "\"" + "x".repeat(8_000) + "\"");
            small.poll();
        }
        String newest = small.notify("alice");
        small.poll();

        alice.takeWrites(Integer.MAX_VALUE);
        session.pump();

        assertThat(alice.ids()).containsExactly(newest);
        assertThat(alice.closed()).isEqualTo(CloseReason.SLOW_READER);
    }

    @Test
    void audiencesDoNotCollapseEachOther() {
        Session session = open("staff", "night");
        pod.announceEvent("everyone", "all", "\"collapsekey\":\"a\"");
        pod.announceEvent("group:staff", "staff", "\"collapsekey\":\"a\"");
        pod.announceEvent("group:night", "night", "\"collapsekey\":\"a\"");
        pod.announceEvent("group:night", "night-2", "\"collapsekey\":\"a\"");
        String own = keyed("a");
        pod.writeEvent("bob", "bob's", "\"collapsekey\":\"a\"");
        lagThenCatchUp(session);
        assertThat(alice.ids()).containsExactlyInAnyOrder("all", "staff", "night-2", own);
    }
}
