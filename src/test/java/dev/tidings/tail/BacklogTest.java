package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.PushLoop;
import dev.tidings.testkit.FakeChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Polls of a backlog are handed on together: one write has what some of them brought, and nobody waits for long. */
class BacklogTest {
    private final Pod pod = new Pod(64 << 20);
    private final PushLoop loop = pod.directLoop();

    private FakeChannel connect(String user) {
        FakeChannel channel = new FakeChannel();
        pod.open(Pod.member(user), null, channel, loop);
        return channel;
    }

    private List<String> notify(String user, int times) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            ids.add(pod.notify(user));
        }
        return ids;
    }

    @Test
    void severalPollsOfABacklogAreOneWrite() {
        FakeChannel alice = connect("alice");
        pod.behind(true);
        List<String> ids = notify("alice", 10);
        pod.poll();
        assertThat(alice.ids()).isEmpty();
        ids.addAll(notify("alice", 10));
        pod.behind(false);
        pod.poll();
        assertThat(alice.ids()).isEqualTo(ids);
        assertThat(alice.writes()).containsExactly(20);
    }

    @Test
    void aLargeBacklogIsPublishedBeforeItsEnd() {
        FakeChannel alice = connect("alice");
        pod.behind(true);
        List<String> ids = notify("alice", Pod.ENOUGH);
        pod.poll();
        assertThat(alice.ids()).isEqualTo(ids);
    }

    @Test
    void aSlowBacklogIsPublished() {
        FakeChannel alice = connect("alice");
        pod.behind(true);
        List<String> ids = notify("alice", 1);
        pod.poll();
        assertThat(alice.ids()).isEmpty();
        pod.clock.advance(Duration.ofMillis(25));
        ids.addAll(notify("alice", 1));
        pod.poll();
        assertThat(alice.ids()).isEqualTo(ids);
    }

    @Test
    void anEmptyPollPublishesTheBacklog() {
        FakeChannel alice = connect("alice");
        pod.behind(true);
        List<String> ids = notify("alice", 1);
        pod.poll();
        pod.poll();
        assertThat(alice.ids()).isEqualTo(ids);
    }

    @Test
    void aSessionThatStartsBetweenTwoPollsGetsBoth() {
        FakeChannel alice = connect("alice");
        pod.behind(true);
        List<String> ids = notify("alice", 5);
        pod.poll();
        FakeChannel second = connect("alice");
        ids.addAll(notify("alice", 5));
        pod.behind(false);
        pod.poll();
        assertThat(alice.ids()).isEqualTo(ids);
        assertThat(second.ids()).isEqualTo(ids);
    }
}
