package dev.tidings.control;

import dev.tidings.event.UserId;
import dev.tidings.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pods that hold a limit together over one compacted topic, second by second; of real classes, but for Kafka and sockets. */
final class SimulatedPods {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    final ManualClock clock = new ManualClock();
    final Map<String, byte[]> topic = new LinkedHashMap<>();
    final List<Pod> pods = new ArrayList<>();
    private final int perUser;
    private final int from;
    private final int max;

    SimulatedPods(int perUser, int from, int max) {
        this.perUser = perUser;
        this.from = from;
        this.max = max;
    }

    /** A pod that has read the topic up to its end. */
    Pod pod(String name) {
        Pod pod = new Pod(name);
        topic.forEach((key, value) -> pod.read(key, value));
        pods.add(pod);
        return pod;
    }

    void seconds(int count) {
        for (int i = 0; i < count; i++) {
            clock.advance(Duration.ofSeconds(1));
            pods.forEach(Pod::tick);
        }
    }

    int sessions(String user) {
        return pods.stream().mapToInt(pod -> pod.count(new UserId(user))).sum();
    }

    final class Pod implements LocalSessions, AnnouncementWriter, ControlMetrics {
        final Map<Written, Integer> announced = new EnumMap<>(Written.class);
        final List<String> written = new ArrayList<>();
        final RemoteSessions elsewhere;
        int overlooked;
        boolean known = true;
        boolean kafkaFails;
        int room = Integer.MAX_VALUE;
        private final List<Held> held = new ArrayList<>();
        private final SessionLimitCoordinator announcer;
        private final AnnouncementHandler reader;

        private Pod(String name) {
            elsewhere = new RemoteSessions(name, max, clock);
            announcer = new SessionLimitCoordinator(
                    new SessionLimitCoordinator.Terms(name, perUser, from, max, TIMEOUT), this, elsewhere, this, clock);
            reader = new AnnouncementHandler(elsewhere, announcer, this, clock);
        }

        private final class Held implements Seat {
            private final UserId user;
            private final String name;
            private final Instant opened = clock.instant();

            Held(String user, String name) {
                this.user = new UserId(user);
                this.name = name;
            }

            @Override
            public Instant opened() {
                return opened;
            }

            @Override
            public void close() {
                held.remove(this);
                announcer.notifyChanged(user);
            }
        }

        /** Opens a session a little later than all before it. */
        Pod open(String user, String... names) {
            for (String name : names) {
                clock.advance(Duration.ofMillis(10));
                held.add(new Held(user, name));
                announcer.notifyChanged(new UserId(user));
            }
            return this;
        }

        void close(String user) {
            held.removeIf(session -> session.user.value().equals(user));
            announcer.notifyChanged(new UserId(user));
        }

        void close(String user, String name) {
            held.removeIf(session -> session.user.value().equals(user) && session.name.equals(name));
            announcer.notifyChanged(new UserId(user));
        }

        List<String> names(String user) {
            return held.stream()
                    .filter(session -> session.user.value().equals(user))
                    .map(session -> session.name)
                    .toList();
        }

        void leave() {
            announcer.notifyDraining();
        }

        /** Says nothing any more, and its sessions are gone. */
        void die() {
            pods.remove(this);
        }

        private void tick() {
            announcer.tick(() -> known);
            reader.purge();
        }

        private void read(String key, byte @Nullable [] value) {
            try {
                if (value == null) {
                    reader.takeBack(key);
                } else {
                    reader.obey(ControlRecords.read(key, value));
                }
            } catch (ControlRecords.Unusable e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public int count(UserId user) {
            return names(user.value()).size();
        }

        @Override
        public List<Seat> of(UserId user) {
            return held.stream()
                    .filter(session -> session.user.equals(user))
                    .<Seat>map(session -> session)
                    .toList();
        }

        @Override
        public boolean hasRoom() {
            return written.size() < room;
        }

        @Override
        public void write(String key, byte @Nullable [] value, Consumer<Boolean> done) {
            if (!kafkaFails) {
                written.add(key);
                topic.remove(key);
                if (value != null) {
                    topic.put(key, value);
                }
                List.copyOf(pods).forEach(pod -> pod.read(key, value));
            }
            done.accept(!kafkaFails);
        }

        /** Without its leases. */
        List<String> announcements() {
            return written.stream().filter(key -> key.startsWith("sessions:")).toList();
        }

        @Override
        public void skipped() {
            announced.merge(Written.SKIPPED, 1, Integer::sum);
        }

        @Override
        public void read(Outcome outcome) {}

        @Override
        public void dropped(int denials) {}

        @Override
        public void announced(Written outcome) {}

        @Override
        public void overlooked() {
            overlooked++;
        }
    }
}
