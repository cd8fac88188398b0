package dev.tidings.session;

import dev.tidings.event.Event;
import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import dev.tidings.window.PartitionWindow;
import java.nio.charset.StandardCharsets;

/** Frames as a pump fills them, for benchmarks outside of this package. */
public final class SomeFrames {
    private static final String EVENT = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":\"%s\""
            .formatted("x".repeat(140));

    private SomeFrames() {}

    /** As many plain events of 200 bytes, each with the cursor of a session that reads two partitions. */
    public static Frames of(int count) {
        byte[] json = EVENT.getBytes(StandardCharsets.UTF_8);
        Frames frames = new Frames();
        frames.begin(0);
        PartitionWindow window = new PartitionWindow(new Partition(Topic.NOTIFICATIONS, 0), 0, 1024);
        for (int i = 0; i < count; i++) {
            frames.cursors().epoch(1L << 60);
            frames.cursors().position(0, 123_456_789L + i);
            frames.cursors().position(3, 234_567_890L);
            frames.add(Event.plain(json, 0, json.length, 0), window, 123_456_789L + i);
        }
        return frames;
    }
}
