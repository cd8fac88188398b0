package dev.tidings.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.control.SimulatedPods.Pod;
import org.junit.jupiter.api.Test;

class SessionLimitCoordinatorTest {
    private final SimulatedPods pods = new SimulatedPods(4, 2, 100);
    private final Pod a = pods.pod("a");
    private final Pod b = pods.pod("b");

    @Test
    void overTheLimitTheOldestSessionsOfAllPodsAreClosed() {
        a.open("alice", "1", "2", "3", "4");
        pods.seconds(2);
        b.open("alice", "5", "6", "7");
        pods.seconds(3);
        assertThat(a.names("alice")).containsExactly("4");
        assertThat(b.names("alice")).containsExactly("5", "6", "7");
    }

    @Test
    void aSingleSessionIsAnnouncedOnceAnotherPodHasSeveral() {
        b.open("alice", "1");
        a.open("alice", "2", "3", "4", "5");
        pods.seconds(3);
        assertThat(b.names("alice")).isEmpty();
        b.open("alice", "6");
        pods.seconds(3);
        assertThat(a.names("alice")).containsExactly("3", "4", "5");
        assertThat(b.names("alice")).containsExactly("6");
    }

    @Test
    void usersWithOneSessionAreNotAnnounced() {
        a.open("alice", "1").open("bob", "1");
        b.open("alice", "2");
        pods.seconds(100);
        assertThat(a.written).isEmpty();
        assertThat(b.written).isEmpty();
    }

    @Test
    void anUnchangedAnnouncementIsWrittenOnceAndTheLeaseRegularly() {
        a.open("alice", "1", "2");
        pods.seconds(100);
        assertThat(a.announcements()).containsExactly("sessions:a:alice");
        assertThat(a.written).hasSizeBetween(10, 13);
    }

    @Test
    void manyChangesWithinASecondAreOneRecord() {
        for (int i = 0; i < 50; i++) {
            a.close("alice");
            a.open("alice", "1", "2");
        }
        pods.seconds(1);
        assertThat(a.announcements()).hasSize(1);
    }

    @Test
    void theAnnouncementOfAUserWithOneSessionIsWithdrawn() {
        a.open("alice", "1", "2");
        b.open("alice", "3");
        pods.seconds(3);
        assertThat(pods.topic).containsKeys("sessions:a:alice", "sessions:b:alice");
        a.close("alice");
        pods.seconds(3);
        assertThat(pods.topic.keySet()).noneMatch(key -> key.startsWith("sessions:"));
        assertThat(a.elsewhere.size() + b.elsewhere.size()).isZero();
    }

    @Test
    void aFailedAnnouncementIsWrittenLater() {
        a.kafkaFails = true;
        a.open("alice", "1", "2", "3", "4");
        pods.seconds(20);
        b.open("alice", "5", "6");
        pods.seconds(5);
        assertThat(a.names("alice")).as("it reads what others write").containsExactly("3", "4");
        assertThat(b.elsewhere.size()).isZero();
        a.kafkaFails = false;
        pods.seconds(12);
        b.open("alice", "7");
        pods.seconds(3);
        assertThat(a.names("alice")).containsExactly("4");
        a.kafkaFails = true;
        a.close("alice");
        pods.seconds(3);
        assertThat(b.elsewhere.size()).isOne();
        a.kafkaFails = false;
        pods.seconds(3);
        assertThat(b.elsewhere.size()).isZero();
    }

    @Test
    void sessionsOfADeadPodCloseNoSession() {
        b.open("alice", "1", "2");
        a.open("alice", "3", "4");
        pods.seconds(3);
        a.die();
        b.open("alice", "5", "6");
        pods.seconds(200);
        assertThat(b.names("alice")).containsExactly("1", "2", "5", "6");
        assertThat(b.elsewhere.size()).isZero();
    }

    @Test
    void anAnnouncementIsASignOfLife() {
        b.open("alice", "1", "2");
        pods.seconds(5);
        a.open("alice", "3", "4");
        b.open("alice", "5");
        pods.seconds(3);
        assertThat(a.names("alice")).containsExactly("3", "4");
        assertThat(b.names("alice")).containsExactly("2", "5");
        a.open("alice", "6");
        b.open("alice", "7");
        pods.seconds(3);
        assertThat(pods.sessions("alice")).isEqualTo(4);
    }

    @Test
    void aLivePodIsCountedAfterItsNextLease() {
        b.open("alice", "1", "2");
        a.open("alice", "3", "4");
        pods.seconds(3);
        b.open("alice", "5");
        pods.seconds(11);
        assertThat(b.names("alice")).containsExactly("2", "5");
        assertThat(a.names("alice")).containsExactly("3", "4");
    }

    @Test
    void frequentReconnectsDoNotPostponeADecisionForEver() {
        a.open("alice", "1");
        b.open("alice", "2", "3", "4");
        pods.seconds(3);
        for (int second = 0; second < 20; second++) {
            a.open("alice", "x" + second);
            a.close("alice", "x" + (second - 1));
            pods.seconds(1);
        }
        assertThat(a.names("alice")).containsExactly("x19");
        assertThat(b.names("alice")).containsExactly("2", "3", "4");
    }

    @Test
    void aPodThatContinuesAfterAPauseIsCountedAgain() {
        a.open("alice", "1", "2", "3");
        pods.seconds(3);
        pods.pods.remove(a);
        pods.seconds(300);
        assertThat(b.elsewhere.size()).isZero();
        pods.pods.add(a);
        pods.seconds(3);
        assertThat(b.elsewhere.size()).isOne();
        b.open("alice", "4", "5");
        pods.seconds(3);
        assertThat(pods.sessions("alice")).isEqualTo(4);
        assertThat(b.elsewhere.size()).isOne();
    }

    @Test
    void aPodThatStopsWithdrawsAllAnnouncementsInOneRecord() {
        b.open("alice", "1", "2");
        a.open("alice", "3", "4").open("bob", "1", "2");
        pods.seconds(3);
        int before = a.written.size();
        a.leave();
        assertThat(b.elsewhere.size()).isZero();
        a.close("alice");
        a.close("bob");
        b.open("alice", "5", "6");
        pods.seconds(20);
        assertThat(b.names("alice")).containsExactly("1", "2", "5", "6");
        assertThat(a.written).hasSize(before + 1);
    }

    @Test
    void aPodThatStartsReadsEarlierAnnouncements() {
        a.open("alice", "1", "2", "3", "4");
        pods.seconds(30);
        Pod c = pods.pod("c");
        pods.seconds(2);
        c.open("alice", "5", "6");
        pods.seconds(3);
        assertThat(pods.sessions("alice")).isEqualTo(4);
        assertThat(c.names("alice")).containsExactly("5", "6");
    }

    @Test
    void noSessionIsClosedWhileTheTopicIsNotRead() {
        a.open("alice", "1", "2", "3", "4");
        pods.seconds(1);
        a.known = false;
        b.open("alice", "5", "6");
        pods.seconds(10);
        assertThat(a.names("alice")).hasSize(4);
        a.known = true;
        pods.seconds(1);
        assertThat(a.names("alice")).containsExactly("3", "4");
    }
}
