package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partitioner;
import dev.tidings.event.Topic;
import dev.tidings.session.CloseReason;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.testkit.FakeChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * At every seam between live, lagging and resumed, with the tail on its thread and the sessions on theirs: each device gets
 * everything once and in the order of each partition, whatever the moments at which it comes, goes, stalls and drains.
 */
class SeamTest {
    private static final int USERS = 12;
    /** No more of one user than the limit of sessions. */
    private static final int DEVICES = 3 * USERS;

    private static final int STEPS = 3000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Pod pod = new Pod(64 << 20);
    private final Map<String, List<String>> written = new HashMap<>();
    private int numbers;

    /** A user's device, which keeps its cursor and what it got through all of its connections. */
    private final class Device {
        final String user;
        final ExecutorService thread;
        final PushLoop loop;
        final List<String> got = new ArrayList<>();

        @Nullable
        String cursor;

        @Nullable
        Session session;

        FakeChannel channel = new FakeChannel();
        int taken;

        Device(String user, ExecutorService thread, PushLoop loop) {
            this.user = user;
            this.thread = thread;
            this.loop = loop;
        }

        /** On the device's loop, as a socket's callbacks are. */
        void act(int what, int writes) {
            switch (what) {
                case 0 -> leave();
                case 1, 2 -> channel.takeWrites(writes);
                default -> {
                    comeBack();
                    channel.takeWrites(1 + writes);
                }
            }
            Session current = session;
            if (current != null) {
                current.pump();
            }
            take();
        }

        void leave() {
            Session current = session;
            take();
            if (current != null) {
                cursor = channel.cursor();
                current.close(CloseReason.CONNECTION_LOST);
                session = null;
            }
        }

        void comeBack() {
            if (session == null) {
                channel = new FakeChannel();
                taken = 0;
                session = pod.open(Pod.member(user, "group-of-" + user), cursor, channel, loop);
            }
        }

        void take() {
            List<FakeChannel.Received> all = channel.received();
            for (; taken < all.size(); taken++) {
                got.add(all.get(taken).json());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void eachDeviceGetsEveryEventOnceAndInOrder(int round) {
        List<ExecutorService> threads =
                List.of(Executors.newSingleThreadExecutor(), Executors.newSingleThreadExecutor());
        List<PushLoop> loops = threads.stream().map(pod::loop).toList();
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            devices.add(new Device("user-" + i % USERS, threads.get(i % 2), loops.get(i % 2)));
        }
        // All connect once before anything is written, so that all have a cursor from the beginning.
        devices.forEach(device -> run(device, device::comeBack));
        for (int step = 0; step < STEPS; step++) {
            write();
            Device device = devices.get(random.nextInt(DEVICES));
            int what = random.nextInt(5);
            int writes = random.nextInt(3);
            device.thread.execute(() -> device.act(what, writes));
            if (random.nextInt(3) == 0) {
                pod.behind(random.nextInt(4) == 0);
                pod.poll();
            }
        }
        pod.behind(false);
        pod.poll();
        devices.forEach(device -> run(device, () -> {
            device.comeBack();
            device.channel.takeWrites(Integer.MAX_VALUE);
            Objects.requireNonNull(device.session).pump();
            device.take();
        }));
        threads.forEach(ExecutorService::shutdown);
        devices.forEach(this::check);
    }

    private static void run(Device device, Runnable task) {
        Future<?> done = device.thread.submit(task);
        try {
            done.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One record for a user, placed either way, for a user's group, or for everyone. */
    private void write() {
        String user = "user-" + random.nextInt(USERS);
        String number = Integer.toString(numbers++);
        switch (random.nextInt(5)) {
            case 0 -> announce("everyone", number);
            case 1 -> announce("group:group-of-" + user, number);
            case 2 -> notify(Partitioner.CRC32, user, number);
            default -> notify(Partitioner.MURMUR2, user, number);
        }
    }

    private void notify(Partitioner placement, String user, String number) {
        int partition = placement.partitionOf(user, Pod.NOTIFICATIONS);
        pod.notify(placement, user, number);
        written.computeIfAbsent(user + " " + Topic.NOTIFICATIONS + partition, k -> new ArrayList<>())
                .add(number);
    }

    private void announce(String audience, String number) {
        int partition = Partitioner.MURMUR2.partitionOf(audience, Pod.ANNOUNCEMENTS);
        pod.announce(audience, number);
        written.computeIfAbsent(audience + " " + Topic.ANNOUNCEMENTS + partition, k -> new ArrayList<>())
                .add(number);
    }

    private void check(Device device) {
        List<String> got = device.got.stream().map(SeamTest::number).toList();
        assertThat(got).as("seed %d: nothing twice", seed).doesNotHaveDuplicates();
        int expected = 0;
        for (Map.Entry<String, List<String>> stream : written.entrySet()) {
            String audience = stream.getKey().substring(0, stream.getKey().indexOf(' '));
            if (audience.equals(device.user)
                    || audience.equals("everyone")
                    || audience.equals("group:group-of-" + device.user)) {
                List<String> mine =
                        got.stream().filter(stream.getValue()::contains).toList();
                assertThat(mine)
                        .as("seed %d: %s of %s", seed, stream.getKey(), device.user)
                        .isEqualTo(stream.getValue());
                expected += mine.size();
            }
        }
        assertThat(got).as("seed %d: nothing of others", seed).hasSize(expected);
    }

    private static String number(String json) {
        return json.substring(json.indexOf("\"data\":") + 7, json.length() - 1);
    }
}
