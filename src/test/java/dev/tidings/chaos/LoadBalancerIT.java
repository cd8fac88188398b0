package dev.tidings.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.CloseReason;
import dev.tidings.testkit.Compose;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What docker/compose.yml starts, as processes: two instances with its settings behind its load balancer. */
@Tag("chaos")
@Tag("full")
class LoadBalancerIT {
    private static final int LOST = CloseReason.CONNECTION_LOST.code();
    private static final int MOVING_ON = CloseReason.MOVING_ON.code();

    @Test
    void allInstancesAreRestartedBehindALoadBalancer(TestInfo test) {
        try (Scene scene = plan(test)
                .sessions(Form.of(120, 1_000))
                .eventsPerSecond(Form.of(300, 500))
                .env("TIDINGS_DRAIN_PERIOD", Form.of(5, 20) + "S")
                .begin()) {
            scene.pods().roll(0);
            scene.pods().roll(1);
            scene.sendFor(Form.seconds(1, 10));
            Account account = scene.settle().requireFlawless().requireCodes(List.of(MOVING_ON));
            assertThat(account.disconnects())
                    .as("each has moved at least once, and most of them twice")
                    .isGreaterThan(account.sessions());
        }
    }

    @Test
    void anInstanceIsKilledBehindALoadBalancer(TestInfo test) {
        try (Scene scene = plan(test).begin()) {
            scene.pods().get(0).kill();
            scene.crowd().awaitAllWelcomed();
            scene.sendFor(Form.seconds(2, 10));
            scene.settle().requireFlawless().requireCodes(List.of(LOST));
        }
    }

    /** With the overlap that is the default: within it the load balancer has to notice. */
    private static Scene.Plan plan(TestInfo test) {
        Scene.Plan plan = Scene.of(test).behindLoadBalancer();
        Compose.read().environment("tidings-1").forEach(plan::env);
        return plan.env("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1");
    }
}
