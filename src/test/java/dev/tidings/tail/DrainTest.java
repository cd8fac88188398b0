package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.CloseReason;
import dev.tidings.session.KeepAlive;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.session.SessionState;
import dev.tidings.testkit.FakeChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sessions on their way elsewhere: all of a pod that stops, and single ones that have been here for long. */
class DrainTest {
    private static final Duration PERIOD = Duration.ofSeconds(20);

    private final Pod pod = new Pod(64 << 20);
    private final List<PushLoop> loops = List.of(pod.directLoop(), pod.directLoop());
    private final List<FakeChannel> clients = new ArrayList<>();

    private Session open(int user) {
        FakeChannel client = new FakeChannel();
        clients.add(client);
        return pod.open(Pod.member("user-" + user), null, client, loops.get(user % loops.size()));
    }

    private long closed() {
        return clients.stream().filter(client -> client.closed() != null).count();
    }

    /** A tenth of a second, as the loops see it. */
    private void tick() {
        pod.clock.advance(Duration.ofMillis(100));
        loops.forEach(loop -> loop.tick(pod.clock.millis()));
    }

    @Test
    void sessionsAreClosedEvenlyOverThePeriod() {
        for (int i = 0; i < 1000; i++) {
            open(i);
        }
        assertThat(pod.sessions.drain(PERIOD)).isEqualTo(1000);
        assertThat(pod.sessions.drainingCount()).isBetween(998, 1000);
        for (int second = 1; second <= 20; second++) {
            for (int i = 0; i < 10; i++) {
                long before = closed();
                tick();
                assertThat(closed() - before).as("closed in one tick").isLessThanOrEqualTo(20);
            }
            // A session is looked at once a second: so late it may be.
            assertThat(closed()).isBetween(1000L * (second - 1) / 20, 1000L * second / 20 + 1);
        }
        for (int i = 0; i < 10; i++) {
            tick();
        }
        assertThat(closed()).isEqualTo(1000);
        assertThat(pod.sessions.drainingCount()).isZero();
        assertThat(pod.registry.size()).isZero();
        assertThat(clients).extracting(FakeChannel::closed).containsOnly(CloseReason.MOVING_ON);
    }

    @Test
    void eachClientGetsItsSlotAtTheBeginning() {
        for (int i = 0; i < 100; i++) {
            open(i);
        }
        pod.sessions.drain(PERIOD);
        Set<Duration> slots = new HashSet<>();
        clients.forEach(client -> slots.add(Objects.requireNonNull(client.goawayIn())));
        assertThat(slots)
                .hasSize(100)
                .allMatch(slot -> slot.toMillis() % 200 == 0)
                .allMatch(slot -> slot.compareTo(PERIOD) < 0);
        for (int i = 0; i < 100; i++) {
            tick();
        }
        assertThat(clients)
                .filteredOn(client -> Objects.requireNonNull(client.goawayIn()).toSeconds() >= 11)
                .extracting(FakeChannel::closed)
                .as("nobody is closed before its slot")
                .containsOnlyNulls();
    }

    @Test
    void aDrainingSessionGetsEventsUntilItIsClosed() {
        open(0);
        open(1);
        FakeChannel late = clients.get(1);
        pod.sessions.drain(PERIOD);
        if (late.closed() != null) {
            late = clients.get(0);
        }
        List<String> written = new ArrayList<>();
        String user = "user-" + clients.indexOf(late);
        while (late.closed() == null) {
            written.add(pod.notify(user));
            pod.poll();
            tick();
        }
        assertThat(written).hasSizeGreaterThan(100);
        // The last may come with the tick that closes; whoever has its cursor misses none.
        assertThat(late.ids()).isEqualTo(written);
    }

    @Test
    void waitingEventsAreWrittenBeforeTheClose() {
        Session session = open(0);
        FakeChannel client = clients.get(0);
        client.takeWrites(0);
        String waiting = pod.notify("user-0");
        pod.poll();
        assertThat(client.ids()).isEmpty();
        client.takeWrites(1);
        pod.sessions.drain(Duration.ZERO);
        assertThat(client.ids()).containsExactly(waiting);
        assertThat(session.state()).isEqualTo(new SessionState.Closed(CloseReason.MOVING_ON));
    }

    @Test
    void theGoawayHasTheCursorOfTheLogsEnd() {
        open(0);
        for (int i = 0; i < 50; i++) {
            pod.notify("somebody-" + i);
        }
        pod.clock.advance(Duration.ofSeconds(2));
        pod.poll();
        FakeChannel newcomer = new FakeChannel();
        pod.open(Pod.member("user-0"), null, newcomer, loops.get(0));
        pod.sessions.drain(PERIOD);
        FakeChannel client = clients.get(0);
        assertThat(client.toldCursors()).containsExactly(newcomer.welcome().cursor());
        assertThat(client.toldCursors()).doesNotContain(client.welcome().cursor());
    }

    @Test
    void aSessionThatStartsDuringTheDrainIsClosedAtOnce() {
        pod.sessions.drain(PERIOD);
        Session session = open(0);
        assertThat(session.state()).isEqualTo(new SessionState.Closed(CloseReason.MOVING_ON));
        assertThat(pod.registry.size()).isZero();
    }

    @Test
    void aClientThatLeavesEarlyIsNotCounted() {
        for (int i = 0; i < 10; i++) {
            open(i);
        }
        Session early = open(10);
        pod.sessions.drain(PERIOD);
        int left = pod.sessions.drainingCount();
        early.close(CloseReason.CLIENT_LEFT);
        assertThat(pod.sessions.drainingCount()).isBetween(left - 1, left);
        assertThat(pod.sessions.drainingCount()).isEqualTo(pod.registry.size());
    }

    @Test
    void aSessionAtItsMaximumAgeGetsAGoaway() {
        Duration maxAge = Duration.ofMinutes(10);
        Pod rotating = new Pod(64 << 20, new KeepAlive(Duration.ofMinutes(2), Optional.of(maxAge)));
        PushLoop loop = rotating.directLoop();
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            FakeChannel client = new FakeChannel();
            clients.add(client);
            sessions.add(rotating.open(Pod.member("user-" + i), null, client, loop));
        }
        long asked = 0;
        for (int second = 1; second <= maxAge.toSeconds() + 6; second++) {
            rotating.clock.advance(Duration.ofSeconds(1));
            for (int i = 0; i < PushLoop.SLICES; i++) {
                loop.tick(rotating.clock.millis());
            }
            sessions.forEach(Session::recordActivity);
            long now =
                    clients.stream().filter(client -> client.goawayIn() != null).count();
            assertThat(second >= 449 || now == 0).as("asked after %s s", second).isTrue();
            assertThat(now - asked).as("asked in one second").isLessThan(20);
            asked = now;
        }
        assertThat(clients).extracting(FakeChannel::closed).containsOnly(CloseReason.MOVING_ON);
        assertThat(clients)
                .extracting(FakeChannel::goawayIn)
                .allMatch(notice -> notice != null && notice.toMillis() > 0 && notice.toSeconds() < 5);
    }

    @Test
    void sessionsHaveNoMaximumAgeByDefault() {
        Session session = open(0);
        for (int i = 0; i < 100_000; i++) {
            tick();
            session.recordActivity();
            session.renew(session.subscriber(), pod.clock.instant().plusSeconds(60));
        }
        assertThat(clients.get(0).goawayIn()).isNull();
        assertThat(clients.get(0).closed()).isNull();
    }
}
