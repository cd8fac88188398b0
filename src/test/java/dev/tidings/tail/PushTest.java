package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partition;
import dev.tidings.session.CloseReason;
import dev.tidings.session.GapReason;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.session.SessionState;
import dev.tidings.testkit.FakeChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules of the path from a poll to the channel, one at a time. */
class PushTest {
    private static final long LARGE = 64 << 20;

    private final Pod pod = new Pod(LARGE);
    private final PushLoop loop = pod.directLoop();
    private final FakeChannel alice = new FakeChannel();
    private final FakeChannel bob = new FakeChannel();

    private Session open(Pod where, String user, @Nullable String cursor, FakeChannel channel) {
        return where.open(Pod.member(user), cursor, channel, where.directLoop());
    }

    @Test
    void anEventIsPushedToItsUserOnly() {
        pod.open(Pod.member("alice"), null, alice, loop);
        pod.open(Pod.member("bob"), null, bob, loop);
        String id = pod.notify("alice");
        pod.poll();
        assertThat(alice.ids()).containsExactly(id);
        assertThat(bob.ids()).isEmpty();
        assertThat(pod.outcomes.delivered).isEqualTo(1);
    }

    @Test
    void eventsBeforeTheFirstConnectionAreNotSent() {
        pod.notify("alice");
        pod.poll();
        pod.open(Pod.member("alice"), null, alice, loop);
        assertThat(alice.ids()).isEmpty();
        assertThat(alice.welcome().gap()).isEqualTo(GapReason.NONE_GIVEN);
        assertThat(pod.outcomes.nobody).isEqualTo(1);
    }

    @Test
    void aSessionWithAFullSocketLagsAndCatchesUpInOrder() {
        Session session = pod.open(Pod.member("alice"), null, alice, loop);
        alice.takeWrites(0);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            written.add(pod.notify("alice"));
            if (i % 100 == 0) {
                pod.poll();
            }
        }
        pod.poll();
        assertThat(alice.ids()).isEmpty();
        while (alice.received().size() < 5000) {
            int before = alice.received().size();
            alice.takeWrites(1);
            session.pump();
            assertThat(alice.received()).hasSizeGreaterThan(before);
        }
        assertThat(alice.ids()).isEqualTo(written);
    }

    @Test
    void aReaderBehindTheWindowIsClosed() {
        Pod small = new Pod(200_000);
        Session session = open(small, "alice", null, alice);
        alice.takeWrites(0);
        small.notify("alice");
        Partition home = Pod.home("alice");
        for (int i = 0; i < 40_000; i++) {
            small.write(home, "other", "{}");
            if (i % 1000 == 0) {
                small.poll();
            }
        }
        small.poll();
        small.notify("alice");
        small.poll();
        alice.takeWrites(1);
        session.pump();
        assertThat(alice.closed()).isEqualTo(CloseReason.SLOW_READER);
        assertThat(alice.ids()).isEmpty();
    }

    @Test
    void aPollLargerThanTheWindowClosesNoReaderWithoutLag() {
        Pod small = new Pod(200_000);
        open(small, "alice", null, alice);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            written.add(small.notify("alice"));
        }
        small.poll();
        assertThat(small.windows.dropped()).isPositive();
        assertThat(small.windows.bytes()).isLessThanOrEqualTo(200_000);
        assertThat(alice.closed()).isNull();
        assertThat(alice.ids()).isEqualTo(written);
    }

    @Test
    void severalPollsAreOneWriteForABusyLoop() throws InterruptedException {
        Queue<Runnable> tasks = new ArrayDeque<>();
        PushLoop slow = pod.loop(tasks::add);
        pod.open(Pod.member("alice"), null, alice, slow);
        for (int i = 0; i < PushLoop.MAX_QUEUED_BATCHES; i++) {
            pod.notify("alice");
            pod.poll();
        }
        assertThat(tasks).hasSize(PushLoop.MAX_QUEUED_BATCHES);
        tasks.forEach(Runnable::run);
        assertThat(alice.writes()).containsExactly(PushLoop.MAX_QUEUED_BATCHES);
    }

    @Test
    void aSessionThatStartsDuringAPollMissesNoEvent() {
        List<String> written = List.of(pod.notify("alice"), pod.notify("alice"));
        pod.outcomes.onNobody = () -> {
            pod.outcomes.onNobody = () -> {};
            pod.open(Pod.member("alice"), null, alice, loop);
        };
        pod.poll();
        assertThat(alice.ids()).isEqualTo(written);
    }

    @Test
    void overTheLimitTheOldestSessionIsReplaced() {
        FakeChannel[] channels = new FakeChannel[5];
        for (int i = 0; i < 5; i++) {
            channels[i] = new FakeChannel();
            pod.open(Pod.member("alice"), null, channels[i], loop);
        }
        assertThat(channels[0].closed()).isEqualTo(CloseReason.REPLACED);
        assertThat(channels[1].closed()).isEqualTo(CloseReason.REPLACED);
        assertThat(channels[2].closed()).isNull();
        assertThat(pod.registry.size()).isEqualTo(3);
    }

    @Test
    void aLateCloseOfAnOldSessionDoesNotAffectTheNewOne() {
        Session old = pod.open(Pod.member("alice"), null, bob, loop);
        pod.open(Pod.member("alice"), null, alice, loop);
        old.close(CloseReason.CONNECTION_LOST);
        old.close(CloseReason.CLIENT_LEFT);
        assertThat(old.state()).isEqualTo(new SessionState.Closed(CloseReason.CONNECTION_LOST));
        String id = pod.notify("alice");
        pod.poll();
        assertThat(alice.ids()).containsExactly(id);
        assertThat(pod.registry.size()).isEqualTo(1);
    }

    @Test
    void heartbeatsExpiryAndStallsCloseASession() {
        PushLoop ticking = pod.directLoop();
        pod.open(Pod.member("alice"), null, alice, ticking);
        Session answering = pod.open(Pod.member("bob"), null, bob, ticking);
        for (int second = 0; second < 100; second++) {
            pod.clock.advance(Duration.ofSeconds(1));
            answering.recordActivity();
            for (int slice = 0; slice < PushLoop.SLICES; slice++) {
                ticking.tick(pod.clock.millis());
            }
        }
        assertThat(alice.closed()).isEqualTo(CloseReason.NO_SIGN_OF_LIFE);
        assertThat(alice.pings()).isEqualTo(2);
        assertThat(bob.closed()).isNull();
        assertThat(bob.pings()).isBetween(3, 5);

        bob.takeWrites(0);
        bob.pending(70_000);
        pod.notify("bob");
        pod.poll();
        advance(ticking, answering, 29);
        bob.pending(60_000);
        advance(ticking, answering, 29);
        assertThat(bob.closed()).as("has made progress").isNull();
        advance(ticking, answering, 2);
        assertThat(bob.closed()).isEqualTo(CloseReason.SLOW_READER);

        FakeChannel carol = new FakeChannel();
        Session expiring = pod.open(Pod.member("carol"), null, carol, ticking);
        expiring.renew(expiring.subscriber(), pod.clock.instant().plusSeconds(10));
        advance(ticking, expiring, 9);
        assertThat(carol.closed()).isNull();
        advance(ticking, expiring, 1);
        assertThat(carol.closed()).isEqualTo(CloseReason.TOKEN_EXPIRED);
    }

    private void advance(PushLoop ticking, Session session, int seconds) {
        for (int i = 0; i < seconds; i++) {
            pod.clock.advance(Duration.ofSeconds(1));
            session.recordActivity();
            for (int slice = 0; slice < PushLoop.SLICES; slice++) {
                ticking.tick(pod.clock.millis());
            }
        }
    }
}
