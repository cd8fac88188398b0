package dev.tidings.chaos;

import dev.tidings.session.CloseReason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Instances end, in every way that they can. */
@Tag("chaos")
class InstancesIT {
    private static final int LOST = CloseReason.CONNECTION_LOST.code();
    private static final int MOVING_ON = CloseReason.MOVING_ON.code();

    @Test
    void oneInstanceOfThreeIsKilled(TestInfo test) {
        try (Scene scene = Scene.of(test).begin()) {
            scene.pods().get(0).kill();
            scene.sendFor(Form.seconds(2, 10));
            scene.pods().launchAgain(0);
            scene.pods().get(0).awaitReady();
            scene.sendFor(Form.seconds(1, 10));
            scene.settle().requireFlawless().requireCodes(List.of(LOST));
        }
    }

    @Test
    void allInstancesAreRestartedOneAfterTheOther(TestInfo test) {
        try (Scene scene = Scene.of(test).begin()) {
            IntStream.range(0, 3).forEach(scene.pods()::roll);
            scene.sendFor(Form.seconds(1, 10));
            scene.settle().requireFlawless().requireCodes(List.of(MOVING_ON));
        }
    }

    @Test
    void allInstancesAreKilledAtOnce(TestInfo test) {
        try (Scene scene = Scene.of(test).begin()) {
            IntStream.range(0, 3).forEach(i -> scene.pods().get(i).kill());
            IntStream.range(0, 3).forEach(scene.pods()::launchAgain);
            IntStream.range(0, 3).forEach(i -> scene.pods().get(i).awaitReady());
            scene.crowd().awaitAllWelcomed();
            scene.sendFor(Form.seconds(1, 10));
            scene.settle().requireFlawless().requireCodes(List.of(LOST));
        }
    }
}
