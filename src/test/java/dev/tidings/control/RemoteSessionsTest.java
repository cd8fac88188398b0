package dev.tidings.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.control.ControlRecord.Announcement;
import dev.tidings.control.ControlRecord.Lease;
import dev.tidings.event.UserId;
import dev.tidings.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemoteSessionsTest {
    private static final UserId ALICE = new UserId("alice");

    private final ManualClock clock = new ManualClock();
    private final RemoteSessions elsewhere = new RemoteSessions("self", 10, clock);
    private final Instant begin = clock.instant();

    private Announcement announcement(String pod, Instant... opened) {
        return new Announcement(pod, ALICE, List.of(opened), begin, begin.plus(Duration.ofHours(2)));
    }

    private Lease lease(String pod) {
        return new Lease(pod, clock.instant(), clock.instant().plusSeconds(30));
    }

    @Test
    void anAnnouncementCountsOnlyDuringTheLeaseOfItsPod() {
        assertThat(elsewhere.add(announcement("a", begin))).isTrue();
        assertThat(elsewhere.of(ALICE, Instant.MIN)).as("no lease yet").isEmpty();
        elsewhere.add(lease("a"));
        assertThat(elsewhere.of(ALICE, Instant.MIN)).hasSize(1);
        clock.advance(Duration.ofSeconds(31));
        assertThat(elsewhere.of(ALICE, Instant.MIN)).isEmpty();
        elsewhere.add(lease("a"));
        assertThat(elsewhere.of(ALICE, Instant.MIN)).hasSize(1);
    }

    @Test
    void podsOfAUsersSessionsAreNamedByTheirHost() {
        elsewhere.add(announcement(new PodName("tidings-7", "1f3a").toString(), begin, begin));
        elsewhere.add(announcement("b", begin));
        elsewhere.add(lease("tidings-7~1f3a"));
        elsewhere.add(lease("b"));
        assertThat(elsewhere.there(ALICE))
                .containsExactlyInAnyOrder(new RemoteCount("tidings-7", 2), new RemoteCount("b", 1));
        assertThat(elsewhere.there(new UserId("bob"))).isEmpty();
    }

    @Test
    void anOlderLeaseDoesNotShortenANewerOne() {
        Lease older = lease("a");
        clock.advance(Duration.ofSeconds(20));
        elsewhere.add(announcement("a", begin));
        elsewhere.add(lease("a"));
        elsewhere.add(older);
        clock.advance(Duration.ofSeconds(20));
        assertThat(elsewhere.of(ALICE, Instant.MIN)).hasSize(1);
    }

    @Test
    void anExpiredAnnouncementIsForgotten() {
        elsewhere.add(announcement("a", begin));
        clock.advance(Duration.ofHours(2));
        elsewhere.add(lease("a"));
        assertThat(elsewhere.of(ALICE, Instant.MIN)).isEmpty();
        assertThat(elsewhere.purge()).containsExactly(ALICE);
        assertThat(elsewhere.knows(ALICE)).isFalse();
    }

    @Test
    void announcementsOfThisPodAreNotRemote() {
        assertThat(elsewhere.add(announcement("self", begin))).isTrue();
        elsewhere.add(lease("self"));
        assertThat(elsewhere.of(ALICE, Instant.MIN)).isEmpty();
        assertThat(elsewhere.size()).isZero();
    }

    @Test
    void sessionsOpenedAtTheSameMomentHaveAnOrder() {
        List<Announcement> ofB = List.of(announcement("b", begin));
        List<Announcement> ofA = List.of(announcement("a", begin));
        assertThat(Ranking.surplus("a", List.of(begin), ofB, 1)).isOne();
        assertThat(Ranking.surplus("b", List.of(begin), ofA, 1)).isZero();
    }
}
