package dev.tidings.window;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Event;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Headline;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Reading;
import dev.tidings.event.RejectReason;
import dev.tidings.event.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
    private static final HeaderBlock NO_HEADERS = new HeaderBlock();

    private final PartitionWindow window = new PartitionWindow(new Partition(Topic.NOTIFICATIONS, 3), 0, 1 << 16);

    private void append(long offset, String key, String value) {
        window.append(
                offset,
                offset,
                Key.of(key),
                ByteBuffer.wrap(key.getBytes(UTF_8)),
                NO_HEADERS,
                ByteBuffer.wrap(value.getBytes(UTF_8)),
                0);
        window.publish(offset + 1);
    }

    private void appendMany() {
        for (int i = 0; i < 5_000; i++) {
            append(3L * i, "user-" + i % 7, "{\"n\":" + i + "}");
        }
    }

    @Test
    void aRecordIsFoundByItsOffset() {
        appendMany();
        for (int i = 0; i < 5_000; i += 37) {
            HeldRecord record = RecordReader.at(window, 3L * i).orElseThrow();
            assertThat(record.key()).isEqualTo("user-" + i % 7);
            assertThat(record.position()).hasToString("notifications-3@" + 3 * i);
            assertThat(record.written().toEpochMilli()).isEqualTo(3L * i);
            assertThat(Headline.of((Event) record.reading()).id()).isEqualTo("3-" + 3 * i);
        }
    }

    @Test
    void anOffsetWithoutARecordIsNotFound() {
        assertThat(RecordReader.at(window, 0)).isEmpty();
        appendMany();
        assertThat(RecordReader.at(window, 1)).isEmpty();
        assertThat(RecordReader.at(window, 1_000_000)).isEmpty();
        window.dropOldest();
        assertThat(RecordReader.at(window, 0)).isEmpty();
        assertThat(RecordReader.at(window, window.start())).isPresent();
    }

    @Test
    void unpublishedRecordsAreNotFound() {
        ByteBuffer bytes = ByteBuffer.wrap("1".getBytes(UTF_8));
        window.append(0, 0, Key.of("1"), bytes, NO_HEADERS, bytes, 0);
        assertThat(RecordReader.at(window, 0)).isEmpty();
        assertThat(RecordReader.each(window, record -> false)).isTrue();
    }

    @Test
    void recordsAreReadInOrderUntilTheReaderStops() {
        appendMany();
        List<Long> offsets = new ArrayList<>();
        assertThat(RecordReader.each(
                        window, record -> offsets.add(record.position().offset())))
                .isTrue();
        assertThat(offsets).hasSize(5_000).isSorted();
        offsets.clear();
        assertThat(RecordReader.each(window, record -> {
                    offsets.add(record.position().offset());
                    return offsets.size() < 10;
                }))
                .isFalse();
        assertThat(offsets).hasSize(10);
    }

    @Test
    void readingDoesNotCountAsMemoryOfTheWindow() {
        appendMany();
        long before = window.bytes();
        RecordReader.each(window, record -> true);
        assertThat(window.bytes()).isEqualTo(before);
    }

    @Test
    void anUnusableRecordHasAReason() {
        append(0, "alice", "no json");
        assertThat(RecordReader.at(window, 0).orElseThrow().reading())
                .isEqualTo(new Reading.Unusable(RejectReason.NOT_JSON));
    }

    @Test
    void theReasonsOfTheNewestRejectedRecordsAreKnown() {
        assertThat(window.rejection(5)).isNull();
        for (int i = 0; i < 2 * Rejections.MAX; i++) {
            window.rejected(i, i % 2 == 0 ? RejectReason.NO_KEY : RejectReason.TOMBSTONE);
        }
        assertThat(window.rejection(Rejections.MAX - 1)).isNull();
        assertThat(window.rejection(Rejections.MAX)).isEqualTo(RejectReason.NO_KEY);
        assertThat(window.rejection(2 * Rejections.MAX - 1)).isEqualTo(RejectReason.TOMBSTONE);
    }
}
