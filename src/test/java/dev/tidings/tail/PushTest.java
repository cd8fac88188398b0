package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.DropReason;
import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import dev.tidings.event.RejectReason;
import dev.tidings.event.Topic;
import dev.tidings.session.CloseReason;
import dev.tidings.session.GapReason;
import dev.tidings.session.LogExtent;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.session.SessionState;
import dev.tidings.testkit.FakeChannel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.internals.RecordHeaders;
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
    void aRecordIsPushedToItsUserOnly() {
        pod.open(Pod.member("alice"), null, alice, loop);
        pod.open(Pod.member("bob"), null, bob, loop);
        String id = pod.notify("alice");
        pod.poll();
        assertThat(alice.ids()).containsExactly(id);
        assertThat(bob.ids()).isEmpty();
        assertThat(pod.outcomes.delivered).isEqualTo(1);
    }

    private static RecordHeaders headers(@Nullable String... names) {
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < names.length; i += 2) {
            headers.add(names[i], names[i + 1] == null ? null : names[i + 1].getBytes(UTF_8));
        }
        return headers;
    }

    private static final Partition HOME =
            new Partition(Topic.NOTIFICATIONS, Partitioner.MURMUR2.partitionOf("alice", Pod.NOTIFICATIONS));

    private void writeWithoutValue(RecordHeaders headers) {
        pod.write(HOME, ByteBuffer.wrap("alice".getBytes(UTF_8)), null, headers);
        pod.poll();
    }

    @Test
    void aBinaryEventWithANullValueIsDeliveredWithoutData() {
        pod.open(Pod.member("alice"), null, alice, loop);
        writeWithoutValue(headers("CE-SpecVersion", "1.0", "ce_id", "1", "ce-source", "/s", "ce_type", "t", "x", null));
        assertThat(alice.received())
                .extracting(FakeChannel.Received::json)
                .containsExactly("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}");
        assertThat(pod.outcomes.delivered).isEqualTo(1);
    }

    @Test
    void aNullValueWithoutAttributesIsATombstone() {
        pod.open(Pod.member("alice"), null, alice, loop);
        writeWithoutValue(headers());
        writeWithoutValue(headers("content-type", "application/cloudevents+json"));
        writeWithoutValue(headers("ce_specversion", null));
        assertThat(alice.received()).isEmpty();
        assertThat(pod.outcomes.rejected).isEqualTo(Map.of(RejectReason.TOMBSTONE, 3));
    }

    @Test
    void whatIsLeftOutIsCountedOnceHoweverManyGetTheEvent() {
        pod.open(Pod.member("alice"), null, alice, loop);
        pod.open(Pod.member("alice"), null, bob, loop);
        pod.writeEvent("alice", "1", "\"confluentRouting\":{},\"n\":1.5");
        pod.writeEvent("nobody", "1", "\"confluentRouting\":{}");
        pod.poll();
        assertThat(alice.ids()).isEqualTo(bob.ids()).containsExactly("1");
        assertThat(pod.outcomes.dropped).isEqualTo(Map.of(DropReason.NAME, 1, DropReason.TYPE, 1));
    }

    @Test
    void whatStandsBeforeTheFirstConnectIsNotSent() {
        pod.notify("alice");
        pod.poll();
        pod.open(Pod.member("alice"), null, alice, loop);
        assertThat(alice.ids()).isEmpty();
        assertThat(alice.welcome().gap()).isEqualTo(GapReason.NONE_GIVEN);
        assertThat(pod.outcomes.nobody).isEqualTo(1);
    }

    @Test
    void aCursorBringsAllThatCameSince() {
        pod.open(Pod.member("alice"), null, alice, loop).close(CloseReason.CLIENT_LEFT);
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            missed.add(pod.notify("alice"));
            pod.notify("somebody-" + i);
        }
        pod.poll();
        FakeChannel again = new FakeChannel();
        pod.open(Pod.member("alice"), alice.cursor(), again, loop);
        assertThat(again.welcome().resumed()).isTrue();
        assertThat(again.ids()).isEqualTo(missed);
        assertThat(again.writes()).hasSizeLessThan(30);
    }

    @Test
    void eachEventsCursorGoesOnRightAfterIt() {
        pod.open(Pod.member("alice", "staff"), null, alice, loop);
        for (int i = 0; i < 20; i++) {
            pod.notify("alice");
            pod.notify(Partitioner.CRC32, "alice", "{}");
            pod.announce("everyone");
            pod.announce("group:staff");
            if (i % 3 == 0) {
                pod.poll();
            }
        }
        pod.poll();
        List<String> all = alice.ids();
        assertThat(all).hasSize(80);
        for (int i = 0; i < all.size(); i++) {
            FakeChannel again = new FakeChannel();
            Session session = pod.open(
                    Pod.member("alice", "staff"), alice.received().get(i).cursor(), again, loop);
            assertThat(again.ids()).containsExactlyInAnyOrderElementsOf(all.subList(i + 1, all.size()));
            session.close(CloseReason.CLIENT_LEFT);
        }
    }

    @Test
    void anIdleSessionsCursorMovesOnWithTheLog() {
        Pod small = new Pod(200_000);
        open(small, "alice", null, alice);
        for (int i = 0; i < 40_000; i++) {
            small.notify("other-" + i % 100);
            if (i % 1000 == 0) {
                small.poll();
            }
        }
        small.notify("alice");
        small.poll();
        assertThat(small.windows.dropped()).isPositive();
        FakeChannel again = new FakeChannel();
        open(small, "alice", alice.cursor(), again);
        assertThat(again.welcome().resumed()).as("%s", again.welcome()).isTrue();
    }

    @Test
    void aFullSocketLagsAndCatchesUpInOrder() {
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
    void aReaderThatTheWindowPassesIsClosedInsteadOfSkipped() {
        Pod small = new Pod(200_000);
        Session session = open(small, "alice", null, alice);
        alice.takeWrites(0);
        small.notify("alice");
        Partition home =
                new Partition(Topic.NOTIFICATIONS, Partitioner.MURMUR2.partitionOf("alice", Pod.NOTIFICATIONS));
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
    void aPollLargerThanTheWindowPassesNoReaderThatKeepsUp() {
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
    void severalPollsMergeIntoOneWriteWhenTheLoopIsBehind() throws InterruptedException {
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
    void whoComesBetweenLookUpAndPublicationMissesNothing() {
        List<String> written = List.of(pod.notify("alice"), pod.notify("alice"));
        pod.outcomes.onNobody = () -> {
            pod.outcomes.onNobody = () -> {};
            pod.open(Pod.member("alice"), null, alice, loop);
        };
        pod.poll();
        assertThat(alice.ids()).isEqualTo(written);
    }

    @Test
    void aRecordOutsideOfItsHomesIsPushedAndJoinsTheCursor() {
        Partition elsewhere = elsewhere("alice");
        pod.open(Pod.member("alice"), null, alice, loop);
        String id = pod.write(elsewhere, "alice", "{}");
        pod.poll();
        assertThat(alice.ids()).containsExactly(id);
        String next = pod.write(elsewhere, "alice", "{}");
        pod.poll();
        FakeChannel again = new FakeChannel();
        pod.open(Pod.member("alice"), alice.received().get(0).cursor(), again, loop);
        assertThat(again.ids()).containsExactly(next);
    }

    private static Partition elsewhere(String user) {
        for (int i = 0; i < Pod.NOTIFICATIONS; i++) {
            if (i != Partitioner.MURMUR2.partitionOf(user, Pod.NOTIFICATIONS)
                    && i != Partitioner.CRC32.partitionOf(user, Pod.NOTIFICATIONS)) {
                return new Partition(Topic.NOTIFICATIONS, i);
            }
        }
        throw new AssertionError("no partition is outside of the homes of " + user);
    }

    @Test
    void aCursorAheadOfThisPodWaitsForTheWordOfTheBroker() {
        CompletableFuture<LogExtent> word = new CompletableFuture<>();
        Pod behind = new Pod(LARGE, () -> word);
        open(behind, "alice", null, bob).close(CloseReason.CLIENT_LEFT);
        String ahead = bob.cursor().replaceAll("-0", "-5");
        open(behind, "alice", ahead, alice);
        for (int i = 0; i < 7; i++) {
            behind.notify("alice");
        }
        behind.poll();
        word.complete(behind.extentUpTo(10));
        assertThat(alice.welcome().resumed()).isTrue();
        int home = Partitioner.MURMUR2.partitionOf("alice", Pod.NOTIFICATIONS);
        assertThat(alice.ids()).containsExactly(home + "-5", home + "-6");
    }

    @Test
    void whatComesInOnePollWithWhatWasSeenElsewhereIsNotTakenForSeen() {
        Pod behind = new Pod(LARGE, () -> CompletableFuture.completedFuture(pod.extentUpTo(10)));
        open(behind, "alice", null, bob).close(CloseReason.CLIENT_LEFT);
        open(behind, "alice", bob.cursor().replaceAll("-0", "-5"), alice);
        assertThat(alice.welcome().resumed()).isTrue();
        for (int i = 0; i < 7; i++) {
            behind.notify("alice");
        }
        behind.poll();
        int home = Partitioner.MURMUR2.partitionOf("alice", Pod.NOTIFICATIONS);
        assertThat(alice.ids()).containsExactly(home + "-5", home + "-6");
    }

    @Test
    void aCursorBeyondTheLogsEndIsInvalid() {
        Pod behind = new Pod(LARGE);
        open(behind, "alice", null, bob).close(CloseReason.CLIENT_LEFT);
        open(behind, "alice", bob.cursor().replaceAll("-0", "-5"), alice);
        behind.refreshLayout();
        assertThat(alice.welcome().gap()).isEqualTo(GapReason.CURSOR_INVALID);
        String id = behind.notify("alice");
        behind.poll();
        assertThat(alice.ids()).containsExactly(id);
    }

    @Test
    void aCursorThatNamesAPartitionAddedSinceThisPodLookedWaitsUntilItHasLookedAgain() {
        Pod behind = new Pod(LARGE);
        Partition added = new Partition(Topic.NOTIFICATIONS, Pod.NOTIFICATIONS);
        open(behind, "alice", null, bob).close(CloseReason.CLIENT_LEFT);
        String cursor = bob.cursor() + "." + Integer.toString(added.id(), 32) + "-1";
        open(behind, "alice", cursor, alice);
        assertThat(alice.hasWelcome()).isFalse();
        behind.addPartitions(Pod.NOTIFICATIONS, Pod.NOTIFICATIONS + 1);
        behind.write(added, "alice", "1");
        String second = behind.write(added, "alice", "2");
        behind.poll();
        behind.refreshLayout();
        assertThat(alice.welcome().resumed()).isTrue();
        assertThat(alice.ids()).containsExactly(second);
    }

    @Test
    void cursorsOfOtherLogsAndGarbageAreTold() {
        assertThat(gap("5.0-0")).isEqualTo(GapReason.LOG_RECREATED);
        assertThat(gap("nonsense!")).isEqualTo(GapReason.CURSOR_INVALID);
        assertThat(gap("2d.vv-0")).isEqualTo(GapReason.CURSOR_INVALID);
        assertThat(gap("2d")).isNull();
    }

    private @Nullable GapReason gap(String cursor) {
        FakeChannel channel = new FakeChannel();
        open(pod, "alice", cursor, channel);
        pod.refreshLayout();
        return channel.welcome().gap();
    }

    @Test
    void theOldestSessionGivesWay() {
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
    void aLateCloseOfAnOldSessionLeavesTheNewOneAlone() {
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

    @Test
    void eachRecordIsCountedInOneOutcome() {
        pod.open(Pod.member("alice"), null, alice, loop);
        Partition first = new Partition(Topic.NOTIFICATIONS, 0);
        pod.notify("alice");
        pod.notify("nobody");
        pod.write(first, (ByteBuffer) null, ByteBuffer.wrap(new byte[] {'1'}));
        pod.write(first, ByteBuffer.wrap(new byte[] {(byte) 0xff}), ByteBuffer.wrap(new byte[] {'1'}));
        pod.write(first, ByteBuffer.wrap("alice".getBytes(UTF_8)), null);
        pod.write(first, "alice", "{broken");
        pod.write(first, "nobody", "{broken");
        pod.write(new Partition(Topic.ANNOUNCEMENTS, 0), "grou:p", "{}");
        pod.poll();
        assertThat(pod.outcomes.received).isEqualTo(8);
        assertThat(pod.outcomes.delivered).isEqualTo(1);
        assertThat(pod.outcomes.nobody)
                .as("a value that nobody wants is not looked at")
                .isEqualTo(2);
        assertThat(pod.outcomes.rejected.keySet())
                .containsExactlyInAnyOrder(
                        RejectReason.NO_KEY,
                        RejectReason.KEY_NOT_UTF8,
                        RejectReason.TOMBSTONE,
                        RejectReason.NOT_JSON,
                        RejectReason.UNKNOWN_AUDIENCE);
    }
}
