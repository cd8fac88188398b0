package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.session.CloseReason;
import dev.tidings.session.Session;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Metrics that throw: no session and no event depends on them. */
class FailingMetricsTest {
    private final Faults faults = new Faults();
    private Pod pod = new Pod(64 << 20, faults);
    private final PoisonedChannel alice = new PoisonedChannel();

    private Session open(String user, @Nullable String cursor, PoisonedChannel channel) {
        return pod.open(Pod.member(user), cursor, channel, pod.directLoop());
    }

    private String write(String user, String id) {
        pod.writeEvent(user, id, "\"x\":\"y\"");
        return id;
    }

    private void assertOpen(PoisonedChannel channel) {
        assertThat(channel.closed()).isNull();
        assertThat(faults.failures).isEmpty();
    }

    @Test
    void anEventWhoseCountingFailsIsPassed() {
        Session session = open("alice", null, alice);
        alice.full(true);
        faults.expiryFails = true;
        String end = pod.clock.instant().plusSeconds(10).toString();
        write("alice", "before");
        pod.writeEvent("alice", "expired", "\"expirytime\":\"" + end + "\"");
        write("alice", "after");
        pod.poll();
        pod.clock.advance(Duration.ofSeconds(20));
        alice.full(false);
        session.pump();
        assertThat(alice.ids()).containsExactly("before", "after");
        assertThat(faults.rejected).hasSize(1);
        assertOpen(alice);
    }

    @Test
    void anEventWhoseCountingFailsStaysWritten() {
        open("alice", null, alice);
        faults.writtenFails = true;
        write("alice", "one");
        pod.poll();
        faults.writtenFails = false;
        write("alice", "two");
        pod.poll();
        assertThat(alice.ids()).containsExactly("one", "two");
        assertThat(alice.closed()).isNull();
        assertThat(faults.failures).hasSize(1);
    }

    @Test
    void aCloseWhoseCountingFailsClosesTheConnection() {
        Session session = open("alice", null, alice);
        faults.closedFails = true;
        assertThatThrownBy(() -> session.close(CloseReason.CLIENT_LEFT)).isInstanceOf(IllegalStateException.class);
        assertThat(alice.closed()).isEqualTo(CloseReason.CLIENT_LEFT);
    }
}
