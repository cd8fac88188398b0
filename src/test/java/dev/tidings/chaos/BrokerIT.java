package dev.tidings.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Signal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The broker goes away while events are written; no session ends for it. */
@Tag("chaos")
@Tag("full")
class BrokerIT {
    private static Scene begin(TestInfo test) {
        return Scene.of(test).pods(2).env("TIDINGS_TAIL_BROKER_GRACE", "5S").begin();
    }

    private static void assertSessionsStayed(Scene scene) {
        assertThat(scene.settle().requireFlawless().requireCodes(List.of()).disconnects())
                .isZero();
    }

    @Test
    void theBrokerIsKilledAndRestarted(TestInfo test) {
        try (Scene scene = begin(test)) {
            scene.broker().kill();
            scene.letPass(Form.seconds(5, 30));
            scene.broker().start();
            scene.sendFor(Form.seconds(2, 10));
            assertSessionsStayed(scene);
        }
    }

    /** From a broker that is killed to the other one, and back by an election. */
    @Test
    void leadersMoveBetweenTwoBrokers(TestInfo test) {
        try (Scene scene = Scene.of(test).pods(2).twoBrokers().begin()) {
            Replicas replicas = new Replicas(scene.log());
            replicas.awaitLeaders(2);
            scene.broker().kill();
            replicas.awaitLeaders(1);
            scene.sendFor(Form.seconds(2, 20));
            scene.broker().start();
            replicas.awaitInSync(2);
            replicas.preferTheFirst();
            replicas.awaitLeaders(2);
            scene.sendFor(Form.seconds(2, 20));
            assertSessionsStayed(scene);
        }
    }

    /** Longer than the tail's pulse and the pod's readiness last, and than the broker's own session. */
    @Test
    void theBrokerIsPausedAndContinues(TestInfo test) {
        try (Scene scene = begin(test)) {
            Signal.STOP.to(scene.broker().process());
            scene.sendFor(Form.seconds(12, 20));
            assertThat(scene.pods().get(0).is("ready")).isFalse();
            Signal.CONT.to(scene.broker().process());
            scene.sendFor(Form.seconds(2, 10));
            scene.pods().get(0).awaitReady();
            assertSessionsStayed(scene);
        }
    }
}
