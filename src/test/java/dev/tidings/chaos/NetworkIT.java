package dev.tidings.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.CloseReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The network between clients and instances is bad, in the ways that networks are. */
@Tag("chaos")
@Tag("full")
class NetworkIT {
    private static final int LOST = CloseReason.CONNECTION_LOST.code();
    private static final Duration LATENCY_EACH_WAY = Duration.ofMillis(500);
    private static final double RESETS = 0.05;

    private static Scene begin(TestInfo test) {
        return Scene.of(test)
                .pods(2)
                .overNetworks()
                .env("TIDINGS_SESSION_HEARTBEAT", "2S")
                .begin();
    }

    @Test
    void theNetworkDropsEverythingAndClosesNothing(TestInfo test) {
        try (Scene scene = begin(test)) {
            scene.network(0).blackhole();
            scene.sendFor(Form.seconds(9, 40));
            // Found out by the instance too, which then holds no half-open connection.
            assertThat(scene.pods().get(0).metric("tidings_sessions")).isZero();
            scene.network(0).pass();
            scene.sendFor(Form.seconds(1, 10));
            Account account = scene.settle().requireFlawless().requireCodes(List.of(LOST));
            assertThat(account.disconnects()).isEqualTo(account.sessions() / 2);
        }
    }

    @Test
    void theNetworkDelaysHalfASecondAndResetsConnections(TestInfo test) {
        try (Scene scene = begin(test)) {
            scene.network(0).latency(LATENCY_EACH_WAY);
            scene.network(1).latency(LATENCY_EACH_WAY);
            int reset = 0;
            for (int second = 0; second < Form.of(5, 40); second++) {
                reset += scene.network(second % 2).reset(RESETS);
                scene.sendFor(Duration.ofSeconds(1));
            }
            assertThat(reset).isPositive();
            Account account = scene.settle().requireFlawless().requireCodes(List.of(LOST));
            assertThat(account.disconnects()).isPositive();
        }
    }
}
