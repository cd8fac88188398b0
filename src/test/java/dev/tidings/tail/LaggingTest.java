package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Session;
import dev.tidings.testkit.FakeChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
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
    void whileASessionLagsTheNewestWithAKeyTakesThePlaceOfThoseThatWait() {
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
    void aSessionThatKeepsUpGetsEachOfThem() {
        open();
        List<String> all = List.of(keyed("a"), keyed("a"), keyed("a"));
        pod.poll();
        assertThat(alice.ids()).isEqualTo(all);
        assertThat(waiting.collapsed).isZero();
    }

    @Test
    void aSessionThatHasCaughtUpGetsEachOfThemAgain() {
        Session session = open();
        keyed("a");
        String newest = keyed("a");
        lagThenCatchUp(session);
        List<String> later = List.of(keyed("a"), keyed("a"));
        pod.poll();
        assertThat(alice.ids()).containsExactly(newest, later.get(0), later.get(1));
    }

    @Test
    void aResumedSessionReadsTheLogAsItIs() {
        open();
        String start = alice.welcome().cursor().toString();
        List<String> all = List.of(keyed("a"), keyed("a"), keyed("a"));
        pod.poll();
        FakeChannel again = new FakeChannel();
        pod.open(Pod.member("alice"), start, again, pod.directLoop());
        assertThat(again.ids()).isEqualTo(all);
    }

    @Test
    void theCursorGoesOnOverWhatWasCollapsed() {
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
    void whatExpiresWhileItWaitsIsNotSentButCountedAndTheCursorGoesOn() {
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
    void aNewerOneThatHasExpiredTakesNobodysPlace() {
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
    void aNewerOneThatCameExpiredTakesNobodysPlace() {
        Session session = open();
        String older = keyed("a");
        keyed("a", ",\"expirytime\":\"" + pod.clock.instant().minusSeconds(5) + "\"");
        lagThenCatchUp(session);
        assertThat(alice.ids()).containsExactly(older);
        assertThat(pod.outcomes.expired).isEqualTo(1);
    }

    @Test
    void whatTheWindowStillHoldsIsSentBeforeASlowReaderIsClosed() {
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

    @Test
    void inAWindowThatForgetsNothingIsLostThatWasNotReplaced() {
        int collapsed = 0;
        long dropped = 0;
        for (long seed = 0; seed < 60; seed++) {
            Run run = new Run(seed);
            run.play();
            collapsed += run.counts.collapsed;
            dropped += run.small.windows.dropped();
        }
        assertThat(collapsed).isPositive();
        assertThat(dropped).isPositive();
    }

    /** A session that lags at random, and keys at random, against what must have been seen. */
    private static final class Run {
        private final Random random;
        private final long seed;
        private final Waiting counts = new Waiting();
        private final Pod small = new Pod(200_000, counts);
        private final FakeChannel channel = new FakeChannel();
        private final List<String> keys = new ArrayList<>();

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void play() {
            Session session = small.open(Pod.member("alice"), null, channel, small.directLoop());
            for (int step = 0; step < 100; step++) {
                int events = random.nextInt(20);
                for (int i = 0; i < events; i++) {
                    write();
                    small.notify("other-" + random.nextInt(20));
                }
                channel.takeWrites(random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(3));
                small.poll();
                session.pump();
            }
            channel.takeWrites(Integer.MAX_VALUE);
            session.pump();
            check();
        }

        private void write() {
            int id = keys.size();
            String key = random.nextInt(3) == 0 ? "" : "k" + random.nextInt(5);
            keys.add(key);
            small.writeEvent(
                    "alice", Integer.toString(id), key.isEmpty() ? "\"x\":\"y\"" : "\"collapsekey\":\"" + key + "\"");
        }

        private void check() {
            List<Integer> got = channel.ids().stream().map(Integer::valueOf).toList();
            assertThat(got).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
            assertThat(channel.closed()).isNull();
            Set<Integer> missing =
                    new HashSet<>(IntStream.range(0, keys.size()).boxed().toList());
            got.forEach(missing::remove);
            assertThat(counts.collapsed).as("seed %d", seed).isEqualTo(missing.size());
            for (int id : missing) {
                String key = keys.get(id);
                assertThat(key).as("seed %d: %d", seed, id).isNotEmpty();
                assertThat(got)
                        .as("seed %d: %d has a successor", seed, id)
                        .anyMatch(other -> other > id && keys.get(other).equals(key));
            }
        }
    }
}
