package dev.tidings.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.CloseReason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Instances that read only the partitions of their sessions' users, and leave them soon. */
@Tag("chaos")
@Tag("full")
class AffineIT {
    private static final int PARTITIONS = 4;
    private static final int MOVING_ON = CloseReason.MOVING_ON.code();
    private static final int LOST = CloseReason.CONNECTION_LOST.code();

    /** So few sessions that each instance leaves partitions when its own move on. */
    private static Scene.Plan plan(TestInfo test) {
        return Scene.of(test)
                .env("TIDINGS_TAIL_AFFINITY", "true")
                .env("TIDINGS_TAIL_AFFINITY_LINGER", "1S")
                .env("TIDINGS_TAIL_REFRESH_INTERVAL", "1S")
                .env("TIDINGS_DRAIN_OVERLAP", "1S")
                .env("TIDINGS_DRAIN_PERIOD", Form.of(3, 10) + "S");
    }

    @Test
    void allInstancesWithAffinityAreRestarted(TestInfo test) {
        try (Scene scene = plan(test).begin()) {
            IntStream.range(0, 3).forEach(scene.pods()::roll);
            scene.sendFor(Form.seconds(1, 10));
            scene.settle().requireFlawless().requireCodes(List.of(MOVING_ON));
        }
    }

    @Test
    void partitionsAreAddedWithAffinityAndAnInstanceIsKilled(TestInfo test) {
        try (Scene scene = plan(test).begin()) {
            scene.log().broker().addPartitions(scene.log().notifications(), 3 * PARTITIONS);
            scene.sendFor(Form.seconds(24, 30));
            scene.pods().get(0).kill();
            scene.sendFor(Form.seconds(2, 10));
            Account account = scene.settle().requireFlawless().requireCodes(List.of(MOVING_ON, LOST));
            assertThat(account.disconnects())
                    .as("each has begun again, and some twice")
                    .isGreaterThan(account.sessions());
        }
    }
}
