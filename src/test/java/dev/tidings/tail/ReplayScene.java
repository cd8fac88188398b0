package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.session.CloseReason;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.testkit.FakeChannel;
import java.util.ArrayList;
import java.util.List;

/** A pod with a small window, whose older records have to be replayed. */
final class ReplayScene {
    static final int WINDOW = 200_000;
    static final Partition HOME = Pod.home("alice");

    final Pod pod;
    final PushLoop loop;

    ReplayScene() {
        this(new Pod(WINDOW));
    }

    ReplayScene(Pod pod) {
        this.pod = pod;
        loop = pod.directLoop();
    }

    /** Returns a cursor of this user from the log's beginning. */
    String cursorOf(String user, String... groups) {
        FakeChannel channel = new FakeChannel();
        pod.open(Pod.member(user, groups), null, channel, loop).close(CloseReason.CLIENT_LEFT);
        return channel.cursor();
    }

    Session open(String user, String cursor, FakeChannel channel) {
        return pod.open(Pod.member(user), cursor, channel, loop);
    }

    /** Writes records for others until the window has lost those that were there before. */
    void passTheWindow() {
        long before = pod.windows.of(HOME).orElseThrow().end();
        while (pod.windows.of(HOME).orElseThrow().start() <= before) {
            for (int j = 0; j < 100; j++) {
                pod.write(HOME, "other-" + j, "{}");
            }
            pod.poll();
        }
    }

    List<String> write(String user, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(pod.notify(user));
        }
        pod.poll();
        return ids;
    }
}
