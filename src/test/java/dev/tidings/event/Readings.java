package dev.tidings.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Records;
import java.util.HashMap;
import java.util.Map;

/** Reads values as the tail does, and what has become of them. */
final class Readings {
    static final String STRUCTURED = "application/cloudevents+json";
    static final String GOOD = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":{}}";
    /** Headers that name the structured mode. */
    static final Map<String, String> TOLD = Map.of("content-type", STRUCTURED);
    /** The byte order mark. */
    static final String MARK = "\ufeff";

    private Readings() {}

    static Reading read(Map<String, String> headers, byte[] value) {
        return EventReader.read(Records.stored(headers, value));
    }

    static Reading read(Map<String, String> headers, String value) {
        return read(headers, value.getBytes(UTF_8));
    }

    /** Returns the headers of an event in binary mode, with these names and values beside the required ones. */
    static Map<String, String> binary(String... more) {
        Map<String, String> headers =
                new HashMap<>(Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/s", "ce_type", "t"));
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return headers;
    }

    /** Returns the JSON of an event, as it is on the wire once its brace is closed. */
    static String json(Reading reading) {
        Event event = event(reading);
        return new String(event.json(), event.from(), event.length(), UTF_8) + "}";
    }

    static Event event(Reading reading) {
        assertThat(reading).isInstanceOf(Event.class);
        return (Event) reading;
    }

    static RejectReason reason(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Unusable.class);
        return ((Reading.Unusable) reading).reason();
    }
}
