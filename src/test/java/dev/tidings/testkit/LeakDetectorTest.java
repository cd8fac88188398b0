package dev.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import io.netty.util.ResourceLeakTracker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeakDetectorTest {
    private static final Level BEFORE = ResourceLeakDetector.getLevel();

    private final LeakDetector<Object> detector = new LeakDetector<>(Object.class, 1);
    private final List<String> found = new ArrayList<>();

    @BeforeEach
    void lookAtAll() {
        ResourceLeakDetector.setLevel(Level.PARANOID);
    }

    @AfterEach
    void lookAsBefore() {
        ResourceLeakDetector.setLevel(BEFORE);
        LeakDetector.take();
    }

    private List<String> find() {
        System.gc();
        Object probe = new Object();
        release(detector.track(probe), probe);
        found.addAll(LeakDetector.take());
        return found;
    }

    private static void release(ResourceLeakTracker<Object> tracker, Object tracked) {
        assertThat(tracker.close(tracked)).isTrue();
    }

    @Test
    void anUnreleasedBufferIsFound() {
        var unused = detector.track(new Object());
        await().untilAsserted(() -> assertThat(find()).hasSize(1));
    }

    @Test
    void aReleasedBufferIsNoLeak() {
        Object kept = new Object();
        release(detector.track(kept), kept);
        assertThat(find()).isEmpty();
        assertThat(find()).isEmpty();
    }
}
