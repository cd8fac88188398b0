package dev.tidings.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.control.ControlMetrics.Written;
import dev.tidings.control.SimulatedPods.Pod;
import dev.tidings.event.UserId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private final SimulatedPods pods = new SimulatedPods(4, 2, 100);
    private final Pod a = pods.pod("a");
    private final Pod b = pods.pod("b");

    @Test
    void overTheLimitTheOldestOfAllGiveWay() {
        a.open("alice", "1", "2", "3", "4");
        pods.seconds(2);
        b.open("alice", "5", "6", "7");
        pods.seconds(3);
        assertThat(a.names("alice")).containsExactly("4");
        assertThat(b.names("alice")).containsExactly("5", "6", "7");
    }

    @Test
    void oneSessionIsAnnouncedTooOnceAnotherPodHasSeveral() {
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
    void ofUsersWithOneSessionNothingIsWritten() {
        a.open("alice", "1").open("bob", "1");
        b.open("alice", "2");
        pods.seconds(100);
        assertThat(a.written).isEmpty();
        assertThat(b.written).isEmpty();
    }

    @Test
    void whatDoesNotChangeIsWrittenOnceAndTheLeaseNowAndThen() {
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
    void whoHasOneSessionAgainIsTakenBackEverywhere() {
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
    void nobodyIsWrittenOfTwiceASecondThoughThousandsLeaveAtOnce() {
        SimulatedPods large = new SimulatedPods(4, 2, 1000);
        Pod pod = large.pod("large");
        for (int i = 0; i < 1000; i++) {
            pod.open("user-" + i, "1", "2");
        }
        large.seconds(1);
        assertThat(pod.announcements()).hasSize(1000);
        pod.room = pod.written.size() + 100;
        for (int i = 0; i < 1000; i++) {
            pod.close("user-" + i);
        }
        large.seconds(1);
        assertThat(pod.announcements()).hasSize(1100);
        pod.room = Integer.MAX_VALUE;
        large.seconds(1);
        assertThat(pod.announcements()).hasSize(2000);
    }

    @Test
    void whatKafkaDidNotTakeIsWrittenLater() {
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
    void nobodyIsClosedForTheSessionsThatADeadPodHad() {
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
    void aLivingPodIsCountedAfterItsNextSignOfLife() {
        b.open("alice", "1", "2");
        a.open("alice", "3", "4");
        pods.seconds(3);
        b.open("alice", "5");
        pods.seconds(11);
        assertThat(b.names("alice")).containsExactly("2", "5");
        assertThat(a.names("alice")).containsExactly("3", "4");
    }

    @Test
    void whoComesAgainAndAgainIsNoReasonToDoubtForEver() {
        b.open("alice", "1");
        a.open("alice", "2", "3", "4");
        pods.seconds(3);
        for (int second = 0; second < 30; second++) {
            b.open("alice", "x" + second);
            while (b.names("alice").size() > 4) {
                b.of(new UserId("alice")).get(0).giveWay();
            }
            pods.seconds(1);
        }
        assertThat(pods.sessions("alice")).isEqualTo(4);
    }

    @Test
    void aPodThatHadStoppedIsCountedAgain() {
        a.open("alice", "1", "2", "3");
        pods.seconds(3);
        pods.pods.remove(a);
        pods.seconds(300);
        assertThat(b.elsewhere.size()).isZero();
        pods.pods.add(a);
        pods.seconds(3);
        b.open("alice", "4", "5");
        pods.seconds(3);
        assertThat(pods.sessions("alice")).isEqualTo(4);
        assertThat(b.elsewhere.size()).isOne();
    }

    @Test
    void aPodThatLeavesTakesAllBackByOneRecord() {
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
    void aPodThatStartsKnowsWhatWasAnnouncedBefore() {
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
    void nobodyIsClosedWhileTheTopicIsNotRead() {
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

    @Test
    void thereIsABoundToWhatIsAnnouncedAndToWhatIsRemembered() {
        Pod small = new SimulatedPods(4, 2, 3).pod("small");
        for (int i = 0; i < 5; i++) {
            small.open("user-" + i, "1", "2");
        }
        assertThat(small.announced).containsEntry(Written.SKIPPED, 2);

        SimulatedPods two = new SimulatedPods(4, 2, 3);
        Pod reads = two.pod("reads");
        for (int i = 0; i < 2; i++) {
            Pod writes = two.pod("writes-" + i);
            writes.open("user-" + i, "1", "2").open("other-" + i, "1", "2");
        }
        two.seconds(1);
        assertThat(reads.elsewhere.size()).isEqualTo(3);
        assertThat(reads.overlooked).isOne();
    }

    @Test
    void theBoundThatTheReadmeNamesHolds() {
        Random random = new Random(20261123);
        for (int round = 0; round < 300; round++) {
            int limit = 1 + random.nextInt(6);
            int from = 1 + random.nextInt(limit + 1);
            int count = 1 + random.nextInt(5);
            SimulatedPods many = new SimulatedPods(limit, from, 100);
            for (int i = 0; i < count; i++) {
                many.pod("pod-" + i);
            }
            for (int step = 0; step < 40; step++) {
                Pod pod = many.pods.get(random.nextInt(count));
                if (pod.names("alice").size() < limit) {
                    pod.open("alice", "s" + step);
                }
                many.seconds(random.nextInt(3));
            }
            int before = many.sessions("alice");
            many.seconds(15);
            int after = many.sessions("alice");
            assertThat(after)
                    .as("round=%d limit=%d from=%d pods=%d", round, limit, from, count)
                    .isLessThanOrEqualTo(Math.max(limit, count * (from - 1)))
                    .isGreaterThanOrEqualTo(Math.min(before, limit));
        }
    }
}
