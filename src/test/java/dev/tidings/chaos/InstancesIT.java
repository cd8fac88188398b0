package dev.tidings.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.CloseReason;
import dev.tidings.testkit.Signal;
import java.time.Duration;
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
    @Tag("full")
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

    /** A deploy, with 2,000 sessions and 1,000 events a second in the long form. */
    @Test
    void allInstancesAreRestartedOneAfterTheOther(TestInfo test) {
        try (Scene scene = Scene.of(test)
                .sessions(Form.of(120, 2_000))
                .eventsPerSecond(Form.of(300, 1_000))
                .env("TIDINGS_DRAIN_OVERLAP", "1S")
                .env("TIDINGS_DRAIN_PERIOD", Form.of(5, 20) + "S")
                .begin()) {
            IntStream.range(0, 3).mapToObj(scene.pods()::roll).forEach(InstancesIT::assertEvenPace);
            scene.sendFor(Form.seconds(1, 10));
            scene.settle().requireFlawless().requireCodes(List.of(MOVING_ON));
        }
    }

    /** Sessions left bit by bit: at no look was more than a third gone since the one before. */
    private static void assertEvenPace(Pace pace) {
        List<Integer> sessions = pace.sessions();
        assertThat(sessions).as("looks at the drain").hasSizeGreaterThan(8);
        for (int i = 1; i < sessions.size(); i++) {
            assertThat(sessions.get(i - 1) - sessions.get(i))
                    .as("sessions gone at once, of %s", sessions)
                    .isLessThanOrEqualTo(sessions.get(0) / 3 + 1);
        }
    }

    @Test
    @Tag("full")
    void anInstanceIsPausedAndContinues(TestInfo test) {
        try (Scene scene =
                Scene.of(test).pods(2).env("TIDINGS_SESSION_HEARTBEAT", "2S").begin()) {
            // Shorter than its clients notice, then longer.
            standStill(scene, Duration.ofSeconds(3));
            int disconnects = scene.crowd().disconnects();
            assertThat(disconnects).isZero();
            standStill(scene, Form.seconds(9, 40));
            scene.sendFor(Form.seconds(1, 10));
            Account account = scene.settle().requireFlawless().requireCodes(List.of(LOST));
            assertThat(account.disconnects()).isEqualTo(account.sessions() / 2);
        }
    }

    private static void standStill(Scene scene, Duration time) {
        Signal.STOP.to(scene.pods().get(0).process());
        scene.sendFor(time);
        Signal.CONT.to(scene.pods().get(0).process());
        scene.sendFor(Duration.ofSeconds(1));
    }

    @Test
    @Tag("full")
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
