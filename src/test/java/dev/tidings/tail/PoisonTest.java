package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.RejectReason;
import dev.tidings.event.Topic;
import dev.tidings.session.CloseReason;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.testkit.FakeChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A fault of our own at each step from the poll to the channel: the event that meets it is left out and counted, its cursor is
 * passed, and nobody else notices.
 */
class PoisonTest {
    private static final int USERS = 20;
    private static final int EVENTS = 6_000;
    private static final Partition HOME = Pod.home("alice");

    private final Faults faults = new Faults();
    private Pod pod = new Pod(64 << 20, faults);
    private final PoisonedChannel alice = new PoisonedChannel();

    private Session open(String user, @Nullable String cursor, PoisonedChannel channel) {
        return pod.open(Pod.member(user), cursor, channel, pod.directLoop());
    }

    /** A key whose bytes cannot be had: whatever looks at it throws. */
    private String writeUnreadableKey(Partition partition) {
        ByteBuffer key =
                ByteBuffer.allocateDirect(5).put("alice".getBytes(UTF_8)).flip();
        return pod.write(partition, key, ByteBuffer.wrap("{}".getBytes(UTF_8)));
    }

    private String write(String user, String id) {
        pod.writeEvent(user, id, "\"x\":\"y\"");
        return id;
    }

    private String writePoison(String user) {
        return write(user, PoisonedChannel.POISON + faults.next());
    }

    private void assertOpen(PoisonedChannel channel) {
        assertThat(channel.closed()).isNull();
        assertThat(faults.failures).isEmpty();
    }

    @Test
    void theTailPassesARecordWithAnUnreadableKey() {
        open("alice", null, alice);
        String before = write("alice", "before");
        writeUnreadableKey(HOME);
        String after = write("alice", "after");
        pod.poll();
        assertThat(alice.ids()).containsExactly(before, after);
        assertThat(pod.outcomes.rejected)
                .containsOnlyKeys(RejectReason.INTERNAL)
                .containsValue(1);
        assertOpen(alice);
    }

    @Test
    void anEventThatCannotBeWrittenIsSkippedAndCountedOnce() {
        List<PoisonedChannel> channels = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            channels.add(new PoisonedChannel());
            open("user-" + i, null, channels.get(i));
        }
        pod.announceEvent("everyone", "before", "\"x\":\"y\"");
        pod.announceEvent("everyone", PoisonedChannel.POISON, "\"x\":\"y\"");
        pod.announceEvent("everyone", "after", "\"x\":\"y\"");
        pod.poll();
        assertThat(channels).allSatisfy(channel -> {
            assertThat(channel.ids()).containsExactly("before", "after");
            assertOpen(channel);
        });
        assertThat(faults.rejected).hasSize(1);
        assertThat(faults.rejected.get(0).why().reason()).isEqualTo(RejectReason.INTERNAL);
    }

    @Test
    void theClientGetsTheCursorBehindASkippedLastEvent() {
        open("alice", null, alice);
        write("alice", "before");
        writePoison("alice");
        pod.poll();
        assertThat(alice.ids()).containsExactly("before");
        PoisonedChannel again = new PoisonedChannel();
        open("alice", alice.cursor(), again);
        assertThat(again.welcome().resumed()).isTrue();
        assertThat(again.attempts()).isZero();
        assertThat(Cursor.parse(alice.cursor()).orElseThrow().offsetIn(HOME))
                .isEqualTo(pod.windows.of(HOME).orElseThrow().end());
    }

    @Test
    void onlyThePoisonedEventOfABatchIsSkipped() {
        for (int at : new int[] {0, 1, 63, 64, 98, 99}) {
            PoisonedChannel channel = new PoisonedChannel();
            Session session = open("user-" + at, null, channel);
            List<String> good = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                if (i == at) {
                    writePoison("user-" + at);
                } else {
                    good.add(write("user-" + at, "e-" + i));
                }
            }
            pod.poll();
            assertThat(channel.ids()).isEqualTo(good);
            assertThat(channel.attempts()).isLessThan(20);
            session.close(CloseReason.CLIENT_LEFT);
        }
    }

    @Test
    void aReplayPassesPoisonedRecords() {
        pod = new Pod(200_000, faults);
        PoisonedChannel first = new PoisonedChannel();
        open("alice", null, first).close(CloseReason.CLIENT_LEFT);
        write("alice", "before");
        writeUnreadableKey(HOME);
        writePoison("alice");
        write("alice", "after");
        pod.poll();
        while (pod.windows.of(HOME).orElseThrow().start() < 4) {
            for (int i = 0; i < 100; i++) {
                pod.write(HOME, "other", "{}");
            }
            pod.poll();
        }
        open("alice", first.cursor(), alice);
        assertThat(alice.welcome().resumed()).isTrue();
        pod.replay();
        write("alice", "live");
        pod.poll();
        assertThat(alice.ids()).containsExactly("before", "after", "live");
        assertThat(faults.rejected).hasSize(1);
        assertThat(pod.outcomes.rejected).containsEntry(RejectReason.INTERNAL, 1);
        assertOpen(alice);
    }

    @Test
    void anUnreadRecordIsCountedWhenTheFirstSessionReadsIt() {
        PoisonedChannel first = new PoisonedChannel();
        open("alice", null, first).close(CloseReason.CLIENT_LEFT);
        pod.write(HOME, "alice", "{\"broken\":");
        pod.poll();
        assertThat(pod.outcomes.nobody).isEqualTo(1);
        open("alice", first.cursor(), alice);
        open("alice", first.cursor(), new PoisonedChannel());
        assertThat(faults.rejected).hasSize(1);
        assertThat(faults.rejected.get(0).position()).hasToString(HOME + "@0");
        assertThat(faults.rejected.get(0).why().reason()).isEqualTo(RejectReason.NOT_JSON);
    }

    /** Then it is not the events. Its client comes back behind them, and not into the same end again. */
    @Test
    void aSessionOfManyPoisonedRecordsIsClosedBehindThem() {
        pod.writeEvent("bob", "first", "\"x\":\"y\"");
        open("alice", null, alice);
        for (int i = 0; i < 1_500; i++) {
            writePoison("alice");
        }
        pod.poll();
        assertThat(alice.closed()).isEqualTo(CloseReason.INTERNAL);
        PoisonedChannel again = new PoisonedChannel();
        open("alice", alice.cursor(), again);
        write("alice", "after");
        pod.poll();
        assertThat(again.ids()).containsExactly("after");
        assertThat(faults.rejected).hasSize(1_500);
    }

    /** That it should be pumped is lost with it: it ends, and its client goes on from its cursor. */
    @Test
    void aSessionThatCannotBeWokenEndsAlone() {
        PushLoop loop = pod.directLoop();
        PoisonedChannel bob = new PoisonedChannel();
        pod.open(Pod.member("alice"), null, alice, loop);
        pod.open(Pod.member("bob"), null, bob, loop);
        faults.misplacedFails = true;
        Partition elsewhere = new Partition(Topic.NOTIFICATIONS, (HOME.number() + 1) % Pod.NOTIFICATIONS);
        pod.write(elsewhere, "alice", "{}");
        pod.write(new Partition(Topic.NOTIFICATIONS, (HOME.number() + 3) % Pod.NOTIFICATIONS), "alice", "{}");
        write("bob", "for bob");
        pod.poll();
        assertThat(alice.closed()).isEqualTo(CloseReason.INTERNAL);
        assertThat(bob.ids()).containsExactly("for bob");
        assertThat(bob.closed()).isNull();
    }

    @Test
    void underLoadAllOtherEventsArriveAndNoSessionIsClosed() throws Exception {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        try (PoisonedLoad load = new PoisonedLoad(pod, faults, new Random(seed), USERS)) {
            load.run(EVENTS);
            load.assertAllArrived("seed " + seed);
        }
    }

    /** The channel of the other tests takes no part in what they do: it would hide what this one tells. */
    @Test
    void aChannelThatThrowsForOneEventGetsTheOthers() {
        FakeChannel well = new FakeChannel();
        pod.open(Pod.member("alice"), null, well, pod.directLoop());
        open("alice", null, alice);
        write("alice", "one");
        writePoison("alice");
        write("alice", "two");
        pod.poll();
        assertThat(well.ids()).hasSize(3);
        assertThat(alice.ids()).containsExactly("one", "two");
    }
}
