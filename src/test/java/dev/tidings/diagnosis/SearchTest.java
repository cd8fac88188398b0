package dev.tidings.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Topic;
import dev.tidings.testkit.ManualClock;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final Partition HOME = new Partition(Topic.NOTIFICATIONS, 0);
    private static final HeaderBlock STRUCTURED = new HeaderBlock();

    static {
        STRUCTURED.add(HeaderBlock.CONTENT_TYPE, "application/cloudevents+json".getBytes(UTF_8));
    }

    private final ManualClock clock = new ManualClock();
    private final Windows windows = new Windows(1 << 20, Duration.ofMinutes(5));
    private final PartitionWindow window =
            Objects.requireNonNull(windows.add(List.of(HOME), Map.of(HOME, 10L)).get(HOME));
    private final Search search = new Search(windows, clock);

    private void append(long offset, String id, String source) {
        String json = "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"" + source + "\",\"type\":\"t\"}";
        window.append(
                offset,
                0,
                Key.of("k"),
                ByteBuffer.wrap("k".getBytes(UTF_8)),
                STRUCTURED,
                ByteBuffer.wrap(json.getBytes(UTF_8)),
                clock.millis());
        window.publish(offset + 1);
    }

    @Test
    void anUnreadPartitionDiffersFromAnUnknownOne() {
        windows.register(List.of(new Partition(Topic.NOTIFICATIONS, 7)));
        assertThatThrownBy(() -> search.at(new Position(new Partition(Topic.NOTIFICATIONS, 7), 1)))
                .hasMessage(
                        "partition: notifications-7 (expected: one that this pod reads; with tidings.tail.affinity, only those of"
                                + " its sessions' users)");
        assertThatThrownBy(() -> search.at(new Position(new Partition(Topic.NOTIFICATIONS, 8), 1)))
                .hasMessage("partition: notifications-8 (expected: notifications-0 to notifications-7)");
    }

    @Test
    void severalSourcesMayUseTheSameId() {
        append(10, "a", "/orders");
        append(11, "b", "/orders");
        append(12, "a", "/bills");
        assertThat(search.withId("a"))
                .extracting(record -> record.position().offset())
                .containsExactly(10L, 12L);
    }

    @Test
    void atMostTenEventsAreFound() {
        for (int i = 10; i < 40; i++) {
            append(i, "a", "/orders");
        }
        assertThat(search.withId("a")).hasSize(Search.MAX_FOUND);
    }

    @Test
    void aPositionBeforeTheWindowIsAnsweredWithTheWindowsStart() {
        append(10, "a", "/orders");
        assertThatThrownBy(() -> search.at(new Position(HOME, 9)))
                .isInstanceOf(NotHeldException.class)
                .hasMessageContaining("notifications-0@9")
                .hasMessageContaining("at least notifications-0@10");
    }

    @Test
    void aHoleInTheLogHoldsNoEvent() {
        append(10, "a", "/orders");
        append(12, "b", "/orders");
        assertThatThrownBy(() -> search.at(new Position(HOME, 11))).hasMessageContaining("there is no record");
    }

    @Test
    void anUnknownIdIsAnsweredWithTheSizeOfTheSearch() {
        append(10, "a", "/orders");
        assertThatThrownBy(() -> search.withId("b"))
                .hasMessageContaining("id: b")
                .hasMessageContaining("the 1 records")
                .hasMessageContaining("read since 2026-01-01T00:00:00Z");
    }

    /** Each look at it is a second later. */
    private static final class HastyClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            now = now.plusSeconds(1);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void aSearchThatTakesTooLongIsAborted() {
        for (int i = 10; i < 10_010; i++) {
            append(i, "e-" + i, "/s");
        }
        assertThatThrownBy(() -> new Search(windows, new HastyClock()).withId("e-10005"))
                .isInstanceOf(NotHeldException.class)
                .hasMessageContaining("too many to search")
                .hasMessageContaining("or a position");
    }
}
