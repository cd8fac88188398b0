package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tidings.event.Cursor;
import dev.tidings.session.ClientChannel;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Frames;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Welcome;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the path from a poll to the channel costs, in what can be counted: a busy machine does not change it. */
class PushCostTest {
    private static final int USERS = 50;
    /** Two objects of 40 bytes that say where the event stands, one for the check and one for the write, and small change. */
    private static final long MOST_BYTES_MORE = 250;

    private static final String DATA = "\"data\":\"" + "x".repeat(120) + "\"";

    private final Pod pod = new Pod(64 << 20);
    private final PushLoop loop = pod.directLoop();

    /** Counts, and keeps nothing. */
    private static final class CountingChannel implements ClientChannel {
        private final Set<byte[]> encoded = Collections.newSetFromMap(new IdentityHashMap<>());
        private boolean remembers;
        private int writes;
        private int events;
        private long bytes;

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public void sendWelcome(Welcome welcome) {}

        @Override
        public void sendGoaway(CloseReason reason, Duration reconnectIn, Cursor cursor) {}

        @Override
        public void sendCursor(Cursor cursor) {}

        @Override
        public void write(Frames frames) {
            writes++;
            events += frames.count();
            bytes += frames.bytes();
            for (int i = 0; remembers && i < frames.count(); i++) {
                encoded.add(frames.event(i).json());
            }
        }

        @Override
        public void ping() {}

        @Override
        public void close(CloseReason reason) {}
    }

    private List<CountingChannel> connectAll() {
        List<CountingChannel> channels = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            CountingChannel channel = new CountingChannel();
            channels.add(channel);
            pod.sessions.open(
                    Pod.member("user-" + user),
                    pod.clock.instant().plus(Duration.ofHours(1)),
                    Optional.empty(),
                    channel,
                    loop);
        }
        return channels;
    }

    private void writeToEach(long events) {
        for (int i = 0; i < events; i++) {
            for (int user = 0; user < USERS; user++) {
                pod.writeEvent("user-" + user, "e-" + i, DATA);
            }
        }
    }

    @Test
    void aPollIsOneWriteForEachSession() {
        List<CountingChannel> channels = connectAll();
        writeToEach(20);
        pod.poll();
        assertThat(channels).allSatisfy(channel -> {
            assertThat(channel.events).isEqualTo(20);
            assertThat(channel.writes).isEqualTo(1);
        });
    }

    @Test
    void aBacklogIsAWriteForEachSixteenKilobytes() {
        CountingChannel channel = connectAll().get(0);
        for (int i = 0; i < 2_000; i++) {
            pod.writeEvent("user-0", "e-" + i, DATA);
        }
        pod.poll();
        assertThat(channel.events).isEqualTo(2_000);
        assertThat(channel.writes).isLessThanOrEqualTo((int) (channel.bytes / (16 * 1024)) + 1);
    }

    @Test
    void anEventIsEncodedOnceForAllItsReceivers() {
        List<CountingChannel> channels = connectAll();
        channels.forEach(channel -> channel.remembers = true);
        for (int i = 0; i < 10; i++) {
            pod.announce("everyone");
        }
        pod.poll();
        assertThat(channels).allSatisfy(channel -> assertThat(channel.events).isEqualTo(10));
        Set<byte[]> all = Collections.newSetFromMap(new IdentityHashMap<>());
        channels.forEach(channel -> all.addAll(channel.encoded));
        assertThat(all).hasSize(10);
    }

    @Test
    void aPlainEventAllocatesLittleMoreThanAnUnwantedRecord() {
        long nobody = bytesPerRecord();
        List<CountingChannel> channels = connectAll();
        long delivered = bytesPerRecord();
        assertThat(channels).allSatisfy(channel -> assertThat(channel.events).isPositive());
        assertThat(delivered - nobody).as("%d - %d bytes", delivered, nobody).isLessThan(MOST_BYTES_MORE);
    }

    /** The least of some rounds: the first are interpreted, and allocate what compiled code does not. */
    private long bytesPerRecord() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long each = 200;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            writeToEach(each);
            long before = threads.getThreadAllocatedBytes(thread);
            pod.poll();
            least = Math.min(least, (threads.getThreadAllocatedBytes(thread) - before) / (each * USERS));
        }
        return least;
    }
}
