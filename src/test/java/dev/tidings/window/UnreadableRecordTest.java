package dev.tidings.window;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Event;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Reading;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.event.RejectReason;
import dev.tidings.event.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A record at which reading throws: its lengths lead out of the array that it stands in. */
class UnreadableRecordTest {
    private static final Key ALICE = Key.of("alice");
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":{}}";
    private static final String PLAIN = "{\"n\":1}";

    private final HeaderBlock structured = new HeaderBlock();
    private final PartitionWindow window = new PartitionWindow(new Partition(Topic.NOTIFICATIONS, 3), 0, 1 << 16);
    private final AudienceReader reader = new AudienceReader(ALICE);

    UnreadableRecordTest() {
        structured.add("content-type", "application/cloudevents+json".getBytes(UTF_8));
    }

    private void append(long offset, HeaderBlock headers, String value) {
        window.append(
                offset,
                offset,
                ALICE,
                ByteBuffer.wrap("alice".getBytes(UTF_8)),
                headers,
                ByteBuffer.wrap(value.getBytes(UTF_8)),
                0);
    }

    /** Of the record that was appended last, which begins there in the array that all of the segment share. */
    private static void breakAt(byte[] array, int at) {
        RecordLayout.lengths(array, at, 5, 1 << 20, 1);
    }

    private List<Reading> readAll() {
        List<Reading> all = new ArrayList<>();
        long from = 0;
        for (long at = reader.seek(window, from, window.end()); at >= 0; at = reader.seek(window, from, window.end())) {
            all.add(reader.take());
            from = at + 1;
        }
        return all;
    }

    private static int sizeOf(HeaderBlock headers, String value) {
        return Segment.sizeOf(5, headers.length(), value.length());
    }

    private byte[] array() {
        return ((Event) window.readLastAppended()).json();
    }

    @Test
    void anUnreadableRecordIsInternalAndOthersAreRead() {
        append(0, structured, EVENT);
        byte[] array = array();
        append(1, structured, EVENT);
        breakAt(array, sizeOf(structured, EVENT));
        append(2, structured, EVENT);
        window.publish(3);

        List<Reading> all = readAll();

        assertThat(all).hasSize(3);
        assertThat(all.get(0)).isInstanceOf(Event.class);
        assertThat(all.get(1)).isInstanceOfSatisfying(Unusable.class, unusable -> {
            assertThat(unusable.reason()).isEqualTo(RejectReason.INTERNAL);
            assertThat(unusable.fault()).isNotNull();
        });
        assertThat(all.get(2)).isInstanceOf(Event.class);
    }

    @Test
    void theTailFindsAnUnreadableLastRecord() {
        append(0, structured, EVENT);
        byte[] array = array();
        append(1, new HeaderBlock(), PLAIN);
        breakAt(array, sizeOf(structured, EVENT));
        assertThat(window.readLastAppended())
                .isInstanceOfSatisfying(Unusable.class, unusable -> assertThat(unusable.reason())
                        .isEqualTo(RejectReason.INTERNAL));
    }

    @Test
    void anUnusableRecordIsCountedOnce() {
        assertThat(window.rejectedFirst(7, RejectReason.INTERNAL)).isTrue();
        assertThat(window.rejectedFirst(7, RejectReason.INTERNAL)).isFalse();
        window.rejected(8, RejectReason.NOT_JSON);
        assertThat(window.rejectedFirst(8, RejectReason.NOT_JSON)).isFalse();
        assertThat(window.rejection(8)).isEqualTo(RejectReason.NOT_JSON);
    }

    @Test
    void rememberedRejectionsAreBounded() {
        LongStream.range(0, 10_000).forEach(offset -> window.rejectedFirst(offset, RejectReason.INTERNAL));
        assertThat(LongStream.range(0, 10_000).filter(offset -> window.rejection(offset) != null))
                .hasSize(Rejections.MAX)
                .contains(9_999L);
    }
}
