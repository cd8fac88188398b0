package dev.tidings.window;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final byte[] VALUE = new byte[1000];

    private final Windows windows = new Windows(80 * 1024, Duration.ofMinutes(5));
    private final PartitionWindow busy = windows.add(new Partition(Topic.NOTIFICATIONS, 0), 0);
    private final PartitionWindow quiet = windows.add(new Partition(Topic.NOTIFICATIONS, 1), 0);

    @Test
    void whatCameJustNowOutlivesWhatCameBefore() {
        append(quiet, 0, 1, 1_000);
        append(busy, 0, 40, 2_000);
        append(quiet, 1, 2, 3_000);
        append(busy, 40, 60, 3_000);
        windows.trim(3_000);
        assertThat(windows.bytes()).isLessThan(80 * 1024);
        assertThat(busy.start()).isPositive();
        assertThat(quiet.start())
                .as("its segment is the oldest, its records are not")
                .isZero();
    }

    private void append(PartitionWindow window, long from, long until, long now) {
        byte[] key = "alice".getBytes(UTF_8);
        for (long offset = from; offset < until; offset++) {
            window.append(
                    offset, now, Key.of("alice"), ByteBuffer.wrap(key), new HeaderBlock(), ByteBuffer.wrap(VALUE), now);
        }
        window.publish(until);
    }
}
