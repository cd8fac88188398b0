package dev.tidings.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Topic;
import dev.tidings.event.TopicsConfig;
import dev.tidings.testkit.TopicNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueryTest {
    private static final TopicsConfig TOPICS = new TopicNames("prod.notify-me", "prod.all", "prod");

    private static EventQuery parse(String text) {
        return EventQuery.parse(text, TOPICS);
    }

    @Test
    void aPositionHasTheFormThatProducersLog() {
        Position expected = new Position(new Partition(Topic.NOTIFICATIONS, 3), 1042);
        assertThat(parse("prod.notify-me-3@1042")).isEqualTo(new EventQuery.At(expected));
        assertThat(parse("notifications-3@1042")).isEqualTo(new EventQuery.At(expected));
        assertThat(parse(expected.toString())).isEqualTo(new EventQuery.At(expected));
        assertThat(parse("announcements-0@0"))
                .isEqualTo(new EventQuery.At(new Position(new Partition(Topic.ANNOUNCEMENTS, 0), 0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4711",
                "3-1042",
                "notifications-2026-11-22",
                "orders-3@1042",
                "alice@example.com",
                "urn:uuid:1/2",
                " ",
                "@"
            })
    void anyOtherTextIsAnId(String id) {
        assertThat(parse(id)).isEqualTo(new EventQuery.Id(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notifications-x@12",
                "notifications-3@",
                "notifications-3@-1",
                "notifications@12",
                "notifications-3@12a",
                "prod.all-1@@2",
                "notifications-3@99999999999999999999",
                "notifications-9999999999@1"
            })
    void aTextThatBeginsLikeAPositionMustBeOne(String garbage) {
        assertThatThrownBy(() -> parse(garbage))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event: " + garbage)
                .hasMessageContaining("expected: <topic>-<partition>@<offset>");
    }
}
