package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import dev.tidings.event.RejectReason;
import dev.tidings.event.Topic;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Users with two devices each on loops of their own threads, and a log of good events and faults in any order. */
final class PoisonedLoad implements AutoCloseable {
    private static final int LOOPS = 3;

    private final Pod pod;
    private final Faults faults;
    private final Random random;
    private final List<Device> devices = new ArrayList<>();
    private final List<ExecutorService> threads = new ArrayList<>();
    private int unreadable;
    private int poison;
    private int broken;

    /** One session, and what it has to get, in the order of the log. */
    private static final class Device {
        final String user;
        final PoisonedChannel channel = new PoisonedChannel();
        final List<String> own = new ArrayList<>();
        final List<String> everyones = new ArrayList<>();
        final Session session;

        Device(Pod pod, String user, PushLoop loop) {
            this.user = user;
            this.session = pod.sessions.open(
                    Pod.member(user), pod.clock.instant().plus(Duration.ofHours(1)), Optional.empty(), channel, loop);
        }

        List<String> received(String prefix) {
            return channel.ids().stream().filter(id -> id.startsWith(prefix)).toList();
        }
    }

    PoisonedLoad(Pod pod, Faults faults, Random random, int users) throws Exception {
        this.pod = pod;
        this.faults = faults;
        this.random = random;
        List<PushLoop> loops = new ArrayList<>();
        for (int i = 0; i < LOOPS; i++) {
            threads.add(Executors.newSingleThreadExecutor());
            loops.add(pod.loop(threads.get(i)));
        }
        for (int i = 0; i < 2 * users; i++) {
            int at = i;
            devices.add(threads.get(i % LOOPS)
                    .submit(() -> new Device(pod, "user-" + at / 2, loops.get(at % LOOPS)))
                    .get());
        }
    }

    void run(int events) {
        for (int i = 0; i < events; i++) {
            write(devices.get(random.nextInt(devices.size())).user, i);
            if (random.nextInt(100) == 0) {
                pod.poll();
                turn(devices.get(random.nextInt(devices.size())));
            }
        }
        pod.poll();
        devices.forEach(device -> set(device, false));
    }

    private void write(String user, int number) {
        switch (random.nextInt(20)) {
            case 0 -> everyone("a-" + number);
            case 1 -> unreadable(user);
            case 2 -> poison(user);
            case 3 -> broken(user);
            default -> user(user, "u-" + number);
        }
    }

    private void everyone(String id) {
        pod.announceEvent("everyone", id, "\"x\":\"y\"");
        devices.forEach(device -> device.everyones.add(id));
    }

    private void user(String user, String id) {
        pod.writeEvent(user, id, "\"x\":\"y\"");
        devices.stream().filter(device -> device.user.equals(user)).forEach(device -> device.own.add(id));
    }

    private void unreadable(String user) {
        unreadable++;
        ByteBuffer key = ByteBuffer.allocateDirect(1).put((byte) 'x').flip();
        pod.write(home(user), key, ByteBuffer.wrap("{}".getBytes(UTF_8)));
    }

    private void poison(String user) {
        poison++;
        if (random.nextBoolean()) {
            pod.announceEvent("everyone", PoisonedChannel.POISON, "\"x\":\"y\"");
        } else {
            pod.writeEvent(user, PoisonedChannel.POISON, "\"x\":\"y\"");
        }
    }

    private void broken(String user) {
        broken++;
        pod.write(home(user), user, "{\"broken\":");
    }

    private static Partition home(String user) {
        return new Partition(Topic.NOTIFICATIONS, Partitioner.MURMUR2.partitionOf(user, Pod.NOTIFICATIONS));
    }

    /** Its socket is full from now on, or takes more again. */
    private void turn(Device device) {
        set(device, random.nextBoolean());
    }

    private static void set(Device device, boolean full) {
        device.session.execute(() -> {
            device.channel.full(full);
            device.session.pump();
        });
    }

    void assertAllArrived(String seed) throws InterruptedException {
        for (ExecutorService thread : threads) {
            thread.shutdown();
            assertThat(thread.awaitTermination(1, TimeUnit.MINUTES)).as(seed).isTrue();
        }
        assertThat(devices).as(seed).allSatisfy(device -> {
            assertThat(device.channel.closed()).isNull();
            assertThat(device.received("u-")).isEqualTo(device.own);
            assertThat(device.received("a-")).isEqualTo(device.everyones);
            assertThat(Cursor.parse(device.channel.cursor()).orElseThrow().offsetIn(home(device.user)))
                    .isLessThanOrEqualTo(
                            pod.windows.of(home(device.user)).orElseThrow().end());
        });
        assertThat(faults.failures).as(seed).isEmpty();
        assertThat(pod.outcomes.rejected)
                .as(seed)
                .containsEntry(RejectReason.INTERNAL, unreadable)
                .containsEntry(RejectReason.NOT_JSON, broken);
        assertThat(faults.rejected).as(seed).hasSize(poison);
    }

    @Override
    public void close() {
        threads.forEach(ExecutorService::shutdownNow);
    }
}
