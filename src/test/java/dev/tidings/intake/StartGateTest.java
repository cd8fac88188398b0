package dev.tidings.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartGateTest {
    private long now = Long.MAX_VALUE - 10;
    private final StartGate gate = new StartGate(Duration.ofSeconds(30), () -> now);

    @Test
    void aPodIsNotReadyBeforeItsTopicsHaveInitialOffsets() {
        assertThat(gate.isOpen()).isFalse();
        gate.unstarted(List.of("orders"));
        assertThat(gate.isOpen()).isFalse();
        gate.unstarted(List.of());
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void aTopicOfALaterRouteDoesNotMakeAPodUnready() {
        gate.unstarted(List.of());
        gate.unstarted(List.of("payments"));
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.unstarted()).containsExactly("payments");
    }

    @Test
    void aPodIsReadyInTheEndWithoutAnInitialOffset() {
        gate.unstarted(List.of("orders"));
        now += Duration.ofSeconds(30).toNanos() - 1;
        assertThat(gate.isOpen()).isFalse();
        now += 1;
        assertThat(gate.isOpen()).isTrue();
    }
}
