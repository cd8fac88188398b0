package dev.tidings.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.control.ControlMetrics.Written;
import dev.tidings.control.SimulatedPods.Pod;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionLimitCoordinatorBoundsTest {
    @Test
    void thousandsOfWithdrawalsAreWrittenAsThereIsRoom() {
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
    void announcedAndRememberedUsersAreBounded() {
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
    void theDocumentedBoundHolds() {
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
