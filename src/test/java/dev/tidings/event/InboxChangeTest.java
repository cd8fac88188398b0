package dev.tidings.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Records;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of the reserved types only the change of a user's inbox passes the tail, in the form in which Tidings writes it. */
class InboxChangeTest {
    private static final String CHANGE = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/tidings/inbox\","
            + "\"type\":\"tidings.inbox.changed\",\"data\":{\"action\":\"read\",\"ids\":[\"0-1\"]}}";
    private static final Map<String, String> STRUCTURED = Map.of("content-type", "application/cloudevents+json");

    private static Reading read(String json) {
        return EventReader.read(Records.stored(STRUCTURED, json.getBytes(UTF_8)));
    }

    private static void assertReserved(Reading reading) {
        assertThat(reading).isEqualTo(new Reading.Unusable(RejectReason.RESERVED));
    }

    @Test
    void aChangePassesAsItCameAndIsNoItem() {
        assertThat(read(CHANGE)).isInstanceOfSatisfying(Event.class, event -> {
            assertThat(new String(event.json(), event.from(), event.length(), UTF_8) + "}")
                    .isEqualTo(CHANGE);
            assertThat(event.terms().item()).isFalse();
        });
    }

    @Test
    void anyOtherEventIsAnItem() {
        assertThat(read(CHANGE.replace("tidings.inbox", "com.example")))
                .isInstanceOfSatisfying(
                        Event.class, event -> assertThat(event.terms().item()).isTrue());
    }

    @Test
    void aChangeOfAnotherSourceOrTypeIsReserved() {
        assertReserved(read(CHANGE.replace("/tidings/inbox", "/tidings")));
        assertReserved(read(CHANGE.replace("/tidings/inbox", "/shop")));
        assertReserved(read(CHANGE.replace("inbox.changed", "inbox.mark")));
        assertReserved(read(CHANGE.replace("inbox.changed", "welcome")));
    }

    @Test
    void aChangeInBinaryModeIsReserved() {
        Map<String, String> headers = Map.of(
                "ce_specversion", "1.0", "ce_id", "1", "ce_source", "/tidings/inbox", "ce_type", "tidings.inbox.changed");
        assertReserved(EventReader.read(Records.stored(headers, "{}".getBytes(UTF_8))));
    }

    @Test
    void aChangeForManyIsReserved() {
        StoredRecord record = Records.stored(STRUCTURED, CHANGE.getBytes(UTF_8));
        Position announced = new Position(new Partition(Topic.ANNOUNCEMENTS, 0), 1);
        assertReserved(EventReader.read(new StoredRecord(
                announced,
                record.timestamp(),
                record.bytes(),
                record.headersFrom(),
                record.valueFrom(),
                record.end())));
    }
}
