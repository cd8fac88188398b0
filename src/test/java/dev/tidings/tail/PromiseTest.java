package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import dev.tidings.event.Topic;
import dev.tidings.session.CloseReason;
import dev.tidings.session.GapReason;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.session.Skipped;
import dev.tidings.testkit.FakeChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random histories against a plain model of what each device must have seen: everything of its audiences after its first
 * connection, once, in the order of each partition, but for what it was told that it has missed.
 *
 * <p>One thread, a log in memory: a history that fails can be run again by its seed.
 */
class PromiseTest {
    private static final int HISTORIES = 300;
    private static final int STEPS = 200;
    private static final int USERS = 3;
    private static final int DEVICES = 6;
    private static final long WINDOW = 150_000;
    private static final long MAX_REPLAY = 2_000;
    /** Of all sessions, when partitions were added, where not all is read. */
    private static final Duration RENEWAL = Duration.ofSeconds(20);

    private static final Duration LINGER = Duration.ofSeconds(90);
    private static final String PADDING = "x".repeat(4_000);

    /** One record that somebody must see. */
    private record Written(Partition partition, long offset, String audience) {}

    @Test
    void eachDeviceGetsEveryEventOnceOrAReportedGap() {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        tallyOf(seed, () -> new Pod(WINDOW, null, MAX_REPLAY));
    }

    @Test
    void withAffinityEachDeviceGetsEveryEventOnceOrAReportedGap() {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        Tally tally = tallyOf(seed, () -> Pod.affine(WINDOW, MAX_REPLAY, LINGER));
        assertThat(tally.left).as("partitions left, seed %d", seed).isPositive();
        assertThat(tally.waited).as("sessions that waited, seed %d", seed).isPositive();
    }

    /** A record came into a former home while it was decided that the cursor is too old for it. */
    @Test
    void eventsOfAReportedGapAreNotDelivered() {
        new History(12542574475918L, Pod.affine(WINDOW, MAX_REPLAY, LINGER), new Tally()).run();
    }

    private static Tally tallyOf(long seed, Supplier<Pod> pods) {
        int histories = Integer.getInteger("tidings.histories", HISTORIES);
        Tally tally = new Tally();
        for (int i = 0; i < histories; i++) {
            new History(seed + i, pods.get(), tally).run();
        }
        assertThat(tally.replays).as("replays, seed %d", seed).isPositive();
        assertThat(tally.gaps).as("gaps that were told, seed %d", seed).isPositive();
        assertThat(tally.slow).as("slow readers, seed %d", seed).isPositive();
        assertThat(tally.added).as("partitions added, seed %d", seed).isPositive();
        return tally;
    }

    /** What the histories were made of, so that none of it is left out unseen. */
    private static final class Tally {
        int replays;
        int gaps;
        int slow;
        int added;
        int left;
        int waited;
    }

    /** One history: a pod, a log and some devices. */
    private static final class History {
        private final long seed;
        private final Random random;
        private final Tally tally;
        private final Pod pod;
        private final PushLoop loop;
        private final List<Written> log = new ArrayList<>();
        private final List<Device> devices = new ArrayList<>();
        private int notifications = Pod.NOTIFICATIONS;

        History(long seed, Pod pod, Tally tally) {
            this.seed = seed;
            this.pod = pod;
            this.loop = pod.directLoop();
            this.random = new Random(seed);
            this.tally = tally;
            for (int i = 0; i < DEVICES; i++) {
                devices.add(new Device("user-" + i % USERS));
            }
        }

        void run() {
            devices.forEach(Device::connect);
            pod.cover();
            devices.forEach(Device::take);
            for (int step = 0; step < STEPS; step++) {
                step(devices.get(random.nextInt(DEVICES)));
            }
            for (int i = 0; i < 4; i++) {
                leaveWhoMust();
                devices.forEach(Device::catchUp);
                pod.cover();
                pod.behind(false);
                pod.poll();
                devices.forEach(Device::catchUp);
                pod.replay();
            }
            devices.forEach(Device::take);
            devices.forEach(this::check);
            tally.replays += pod.replayed.requested.get();
        }

        /** Those who are to begin again since partitions were added do so by now. */
        private void leaveWhoMust() {
            pod.clock.advance(Duration.ofSeconds(21));
            for (int i = 0; i < PushLoop.SLICES; i++) {
                loop.tick(pod.clock.millis());
            }
            devices.forEach(Device::take);
        }

        private void step(Device device) {
            switch (random.nextInt(12)) {
                case 0 -> device.connect();
                case 1 -> device.disconnect();
                case 2 -> device.takeWrites(random.nextInt(3));
                case 3 -> device.catchUp();
                case 4 -> pod.replayPass(Duration.ofMillis(random.nextInt(300)));
                case 5 -> evict();
                case 6 -> rarely(random);
                case 7 -> poll();
                default -> {
                    write();
                    if (random.nextInt(3) > 0) {
                        poll();
                    }
                }
            }
            device.take();
        }

        /** Now and then the broker has more, so that this is handed on with what comes next. */
        private void poll() {
            pod.behind(random.nextInt(4) == 0);
            pod.poll();
            look();
        }

        /** Between two polls, sooner or later. */
        private void look() {
            int before = pod.windows.all().size();
            if (random.nextBoolean()) {
                pod.look();
            }
            tally.left += Math.max(0, before - pod.windows.all().size());
        }

        private void rarely(Random dice) {
            switch (dice.nextInt(20)) {
                // Doubled, so that nobody moves to a partition that was there; once: who is away meanwhile could not
                // tell
                // where it lived between two times, and that is not promised.
                case 0 -> addPartitions(2 * notifications);
                case 1, 2 -> retain(anyPartition());
                default -> {
                    pod.clock.advance(Duration.ofMinutes(dice.nextInt(3)));
                    loop.tick(pod.clock.millis());
                }
            }
        }

        private Partition anyPartition() {
            return new Partition(Topic.NOTIFICATIONS, random.nextInt(notifications));
        }

        /** The broker forgets a part of what the window has lost. */
        private void retain(Partition partition) {
            pod.log.deleteBefore(Pod.topicPartition(partition), random.nextLong(pod.unread(partition) + 1));
        }

        private void addPartitions(int total) {
            if (total <= 2 * Pod.NOTIFICATIONS) {
                pod.addPartitions(notifications, total);
                if (pod.affine) {
                    pod.sessions.restart(RENEWAL);
                }
                notifications = total;
                tally.added++;
            }
        }

        /** Records for nobody here, many and large. */
        private void evict() {
            for (int i = random.nextInt(40); i > 0; i--) {
                pod.write(anyPartition(), "other-" + i, "\"" + PADDING + "\"");
            }
            poll();
        }

        private void write() {
            String user = "user-" + random.nextInt(USERS);
            switch (random.nextInt(5)) {
                case 0 -> write(Topic.ANNOUNCEMENTS, Partitioner.MURMUR2, "everyone");
                case 1 -> write(Topic.ANNOUNCEMENTS, Partitioner.CRC32, "group:of-" + user);
                case 2 -> write(Topic.NOTIFICATIONS, Partitioner.CRC32, user);
                default -> write(Topic.NOTIFICATIONS, Partitioner.MURMUR2, user);
            }
        }

        private void write(Topic topic, Partitioner placement, String audience) {
            int partitions = topic == Topic.NOTIFICATIONS ? notifications : Pod.ANNOUNCEMENTS;
            Partition partition = new Partition(topic, placement.partitionOf(audience, partitions));
            String id = pod.write(partition, audience, "\"" + PADDING.substring(0, random.nextInt(400)) + "\"");
            log.add(new Written(partition, Long.parseLong(id.substring(id.indexOf('-') + 1)), audience));
        }

        private void check(Device device) {
            Map<Partition, List<Long>> expected = new HashMap<>();
            for (Written written : log) {
                if (device.mustHave(written)) {
                    expected.computeIfAbsent(written.partition(), p -> new ArrayList<>())
                            .add(written.offset());
                }
            }
            assertThat(device.got).as("seed %d, %s", seed, device.user).isEqualTo(expected);
        }

        /** A user's device, which keeps its cursor through all of its connections. */
        private final class Device {
            final String user;
            final Map<Partition, List<Long>> got = new HashMap<>();
            final List<Skipped> told = new ArrayList<>();
            FakeChannel channel = new FakeChannel();
            int taken;
            boolean greeted;

            @Nullable
            Session session;

            @Nullable
            String cursor;

            Device(String user) {
                this.user = user;
            }

            void connect() {
                take();
                if (session != null) {
                    return;
                }
                channel = new FakeChannel();
                taken = 0;
                greeted = false;
                session = pod.open(Pod.member(user, "of-" + user), cursor, channel, loop);
                tally.waited += channel.hasWelcome() ? 0 : 1;
                take();
            }

            private void greet() {
                greeted = true;
                if (cursor != null && !channel.welcome().resumed()) {
                    assertThat(channel.welcome().gap()).isEqualTo(GapReason.CURSOR_TOO_OLD);
                    told.addAll(channel.welcome().skipped());
                    tally.gaps++;
                }
            }

            void disconnect() {
                take();
                if (session != null) {
                    session.close(CloseReason.CONNECTION_LOST);
                    session = null;
                }
            }

            void takeWrites(int writes) {
                channel.takeWrites(writes);
                pump();
            }

            void catchUp() {
                connect();
                takeWrites(Integer.MAX_VALUE);
            }

            private void pump() {
                if (session != null) {
                    session.pump();
                }
            }

            void take() {
                if (!greeted && channel.hasWelcome()) {
                    greet();
                }
                List<FakeChannel.Received> all = channel.received();
                for (; taken < all.size(); taken++) {
                    keep(all.get(taken));
                }
                if (session != null && greeted) {
                    cursor = channel.cursor();
                }
                if (channel.closed() != null && session != null) {
                    tally.slow += channel.closed() == CloseReason.SLOW_READER ? 1 : 0;
                    session = null;
                }
            }

            private void keep(FakeChannel.Received received) {
                String id = received.id();
                int dash = id.indexOf('-');
                boolean announced = received.json().contains("/kafka/announcements");
                Partition partition = new Partition(
                        announced ? Topic.ANNOUNCEMENTS : Topic.NOTIFICATIONS, Integer.parseInt(id.substring(0, dash)));
                got.computeIfAbsent(partition, p -> new ArrayList<>()).add(Long.parseLong(id.substring(dash + 1)));
            }

            boolean mustHave(Written written) {
                boolean mine = written.audience().equals(user)
                        || written.audience().equals("everyone")
                        || written.audience().equals("group:of-" + user);
                return mine && told.stream().noneMatch(skipped -> isWithin(written, skipped));
            }

            private boolean isWithin(Written written, Skipped skipped) {
                return skipped.partition().equals(written.partition())
                        && written.offset() >= skipped.from()
                        && written.offset() < skipped.to();
            }
        }
    }
}
