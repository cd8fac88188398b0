package dev.tidings.window;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.event.Event;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final long SOME_TIME = 1_000_000_000L;
    private static final HeaderBlock NO_HEADERS = new HeaderBlock();

    private final Windows windows = new Windows(1 << 20, Duration.ofMinutes(5));
    private final PartitionWindow window = add(new Partition(Topic.NOTIFICATIONS, 0));
    private long now = SOME_TIME;

    private PartitionWindow add(Partition partition) {
        return Objects.requireNonNull(windows.add(List.of(partition), Map.of()).get(partition));
    }

    private void append(PartitionWindow to, long offset, String key, int size) {
        byte[] value = ('"' + "x".repeat(size) + '"').getBytes(UTF_8);
        to.append(
                offset,
                now,
                Key.of(key),
                ByteBuffer.wrap(key.getBytes(UTF_8)),
                NO_HEADERS,
                ByteBuffer.wrap(value),
                now);
        to.publish(offset + 1);
    }

    private static List<Long> read(PartitionWindow from, String key, long offset) {
        AudienceReader reader = new AudienceReader(Key.of(key));
        List<Long> offsets = new ArrayList<>();
        long found = reader.seek(from, offset, from.end());
        while (found >= 0) {
            offsets.add(found);
            assertThat(reader.take()).isInstanceOf(Event.class);
            found = reader.seek(from, found + 1, from.end());
        }
        return offsets;
    }

    @Test
    void unpublishedRecordsAreNotRead() {
        ByteBuffer bytes = ByteBuffer.wrap("1".getBytes(UTF_8));
        window.append(0, now, Key.of("1"), bytes, NO_HEADERS, bytes, now);
        assertThat(read(window, "1", 0)).isEmpty();
        assertThat(new AudienceReader(Key.of("1")).seek(window, 0, Long.MAX_VALUE))
                .isEqualTo(-1);
        window.publish(1);
        assertThat(read(window, "1", 0)).containsExactly(0L);
    }

    @Test
    void fromEveryPositionAnAudienceReadsItsRecords() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeMap<Long, String> model = new TreeMap<>();
        long offset = 0;
        for (int i = 0; i < 20_000; i++) {
            offset += 1 + (random.nextInt(10) == 0 ? random.nextInt(5) : 0); // compaction and markers leave holes
            String key = "user-" + (int) Math.pow(random.nextInt(100), 1.5);
            append(window, offset, key, random.nextInt(300));
            model.put(offset, key);
            windows.trim(now);
        }
        assertThat(windows.dropped()).as("the test has dropped something").isPositive();
        for (int i = 0; i < 300; i++) {
            String key = "user-" + random.nextInt(1000);
            long from = window.start() + random.nextInt((int) (window.end() - window.start()));
            List<Long> expected = model.tailMap(from).entrySet().stream()
                    .filter(entry -> entry.getValue().equals(key))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(read(window, key, from))
                    .as("seed %d: %s from %d", seed, key, from)
                    .isEqualTo(expected);
        }
    }

    @Test
    void allWindowsTogetherStayWithinTheirBytes() {
        PartitionWindow other = add(new Partition(Topic.ANNOUNCEMENTS, 0));
        for (int i = 0; i < 5000; i++) {
            append(i % 10 == 0 ? other : window, i, "user", 1000);
            windows.trim(now++);
            assertThat(windows.bytes()).isLessThanOrEqualTo(windows.maxBytes());
        }
        assertThat(windows.bytes()).as("and use them").isGreaterThan(windows.maxBytes() / 2);
        assertThat(window.start()).isPositive();
        assertThat(read(window, "user", window.start()))
                .as("what is dropped leaves no hole")
                .hasSizeGreaterThan(100);
    }

    @Test
    void segmentsLeaveInTheOrderOfTheirLastRecord() {
        PartitionWindow quiet = add(new Partition(Topic.NOTIFICATIONS, 1));
        append(quiet, 0, "user", 1000);
        now++;
        int offset = 0;
        while (windows.bytes() < windows.maxBytes() - 100_000) {
            append(window, offset++, "user", 1000);
        }
        now++;
        append(quiet, 1, "user", 1000);
        while (windows.bytes() <= windows.maxBytes()) {
            append(window, offset++, "user", 1000);
        }
        windows.trim(now);
        assertThat(window.start()).isPositive();
        assertThat(quiet.start())
                .as("its segment began first, its last record is new")
                .isZero();
    }

    @Test
    void encodedEventsCountAsMemory() {
        append(window, 0, "user", 10_000);
        long before = windows.bytes();
        read(window, "user", 0);
        assertThat(windows.bytes()).as("plain JSON was encoded anew").isGreaterThan(before + 10_000);
    }

    @Test
    void aRecordLargerThanASegmentHasItsOwnSegment() {
        append(window, 0, "user", 500_000);
        append(window, 1, "user", 10);
        windows.trim(now);
        assertThat(read(window, "user", 0)).containsExactly(0L, 1L);
    }

    @Test
    void recordsLeaveAtTheirAgeAndNotBefore() {
        for (int minute = 0; minute < 12; minute++) {
            append(window, minute, "user", 10);
            windows.trim(now);
            now += Duration.ofMinutes(1).toMillis();
        }
        windows.trim(now);
        List<Long> left = read(window, "user", window.start());
        assertThat(left).contains(11L, 10L, 9L, 8L).doesNotContain(5L);
        now += Duration.ofMinutes(6).toMillis();
        windows.trim(now);
        assertThat(window.start()).isEqualTo(window.end()).isEqualTo(12);
        assertThat(window.bytes()).isZero();
    }

    @Test
    void anEmptyWindowContinuesAtItsOffset() {
        append(window, 0, "user", 10);
        now += Duration.ofMinutes(6).toMillis();
        windows.trim(now);
        append(window, 7, "user", 10);
        assertThat(window.start()).isEqualTo(1);
        assertThat(read(window, "user", 1)).containsExactly(7L);
    }

    @Test
    void keysOfEqualHashAreKeptApart() {
        String[] twins = KeyTwins.find();
        assertThat(Key.of(twins[0]).hashCode()).isEqualTo(Key.of(twins[1]).hashCode());
        append(window, 0, twins[0], 1);
        append(window, 1, twins[1], 1);
        append(window, 2, twins[0], 1);
        assertThat(read(window, twins[0], 0)).containsExactly(0L, 2L);
        assertThat(read(window, twins[1], 0)).containsExactly(1L);
    }

    @Test
    void uselessBoundsAreRefused() {
        assertThatThrownBy(() -> new Windows(0, Duration.ofMinutes(1))).hasMessage("maxBytes: 0 (expected: > 0)");
        assertThatThrownBy(() -> new Windows(1, Duration.ZERO)).hasMessageContaining("maxAge: PT0S (expected: > 0)");
    }
}
