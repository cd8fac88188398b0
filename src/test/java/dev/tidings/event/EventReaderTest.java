package dev.tidings.event;

import static dev.tidings.event.RejectReason.BAD_ATTRIBUTE;
import static dev.tidings.event.RejectReason.MISSING_ATTRIBUTE;
import static dev.tidings.event.RejectReason.NOT_A_CLOUDEVENT;
import static dev.tidings.event.RejectReason.NOT_JSON;
import static dev.tidings.event.RejectReason.NOT_UTF8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Records;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";
    private static final String GOOD = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static Reading read(Map<String, String> headers, byte[] value) {
        return EventReader.read(Records.stored(headers, value));
    }

    private static Reading structured(String json) {
        return read(Map.of("content-type", STRUCTURED), json.getBytes(UTF_8));
    }

    private static Map<String, String> binary(String... more) {
        Map<String, String> headers =
                new HashMap<>(Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/s", "ce_type", "t"));
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return headers;
    }

    private static Event event(Reading reading) {
        assertThat(reading).isInstanceOf(Event.class);
        return (Event) reading;
    }

    /** What is on the wire once the brace is closed. */
    private static String json(Reading reading) {
        Event event = event(reading);
        return new String(event.json(), event.from(), event.length(), UTF_8) + "}";
    }

    private static void assertRejected(Reading reading, RejectReason reason) {
        assertThat(reading).isEqualTo(new Reading.Unusable(reason));
    }

    @Test
    void aStructuredEventKeepsItsBytes() {
        StoredRecord record = Records.stored(Map.of("content-type", STRUCTURED), GOOD.getBytes(UTF_8));
        Event event = event(EventReader.read(record));
        assertThat(event.json()).isSameAs(record.bytes());
        assertThat(event.from()).isEqualTo(record.valueFrom());
        assertThat(event.timestamp()).isEqualTo(Records.TIMESTAMP);
        assertThat(event.terms()).isEqualTo(Terms.NONE);
        assertThat(json(EventReader.read(record))).isEqualTo(GOOD);
    }

    @Test
    void whiteSpaceAroundAStructuredEventIsAllowed() {
        assertThat(json(structured("\n " + GOOD + " \r\n"))).isEqualTo("\n " + GOOD);
        assertThat(json(structured(GOOD.replace("}", " \n}")))).endsWith("\"t\" \n}");
    }

    @Test
    void nestedDataDoesNotCountAsAttributes() {
        String nested = GOOD.replace("}", ",\"data\":{\"id\":7,\"cursor\":\"x\",\"deep\":[{\"a\":[1,2]}]}}");
        assertThat(json(structured(nested))).isEqualTo(nested);
    }

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "id", "source", "type"})
    void aMissingEmptyOrOddRequiredAttributeIsRejected(String name) {
        JsonObject event = new JsonObject(GOOD);
        event.remove(name);
        assertRejected(structured(event.encode()), MISSING_ATTRIBUTE);
        assertRejected(structured(event.copy().put(name, "").encode()), MISSING_ATTRIBUTE);
        assertRejected(structured(event.copy().put(name, 1).encode()), MISSING_ATTRIBUTE);
        assertRejected(structured(event.copy().putNull(name).encode()), MISSING_ATTRIBUTE);
        Map<String, String> headers = binary("ce_" + name, "");
        assertRejected(read(headers, new byte[0]), MISSING_ATTRIBUTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"id\":", "nonsense", "{} {}", "{\"a\":1,}"})
    void brokenJsonIsRejected(String value) {
        assertThat(structured(value)).isInstanceOf(Reading.Unusable.class);
        if (!value.isEmpty()) {
            assertRejected(read(Map.of(), value.getBytes(UTF_8)), NOT_JSON);
        }
    }

    @Test
    void textAfterTheEventIsRejected() {
        assertRejected(structured(GOOD + "1"), NOT_JSON);
        assertRejected(structured(GOOD + GOOD), NOT_JSON);
    }

    @Test
    void batchesAndOtherFormatsAndArraysAreNoCloudEvent() {
        byte[] value = GOOD.getBytes(UTF_8);
        assertRejected(read(Map.of("content-type", "application/cloudevents-batch+json"), value), NOT_A_CLOUDEVENT);
        assertRejected(read(Map.of("content-type", "application/cloudevents+avro"), value), NOT_A_CLOUDEVENT);
        assertRejected(structured("[" + GOOD + "]"), NOT_A_CLOUDEVENT);
        assertRejected(structured("null"), NOT_A_CLOUDEVENT);
    }

    @Test
    void invalidUtf8IsRejectedInEachMode() {
        byte[] latin = GOOD.replace("/s", "/ü").getBytes(ISO_8859_1);
        assertRejected(read(Map.of("content-type", STRUCTURED), latin), NOT_UTF8);
        assertRejected(read(Map.of(), "\"ü\"".getBytes(ISO_8859_1)), NOT_UTF8);
        assertRejected(read(binary("content-type", "text/plain"), "ü".getBytes(ISO_8859_1)), NOT_UTF8);
        byte[] overlong = {'"', (byte) 0xc0, (byte) 0xaf, '"'};
        assertRejected(read(Map.of(), overlong), NOT_UTF8);
    }

    @Test
    void plainJsonOfAnyKindBecomesAnEvent() {
        for (String value : new String[] {"{\"a\":1}", "[1]", "\"text\"", "12.50", "true", "null"}) {
            JsonObject event = new JsonObject(json(read(Map.of("traceparent", TRACE), value.getBytes(UTF_8))));
            assertThat(event.getString("id")).isEqualTo("3-42");
            assertThat(event.getString("source")).isEqualTo("/kafka/notifications");
            assertThat(event.getString("type")).isEqualTo("notification");
            assertThat(event.getString("time")).isEqualTo("2023-11-14T22:13:20Z");
            assertThat(event.getString("traceparent")).isEqualTo(TRACE);
            assertThat(json(read(Map.of(), value.getBytes(UTF_8)))).endsWith("\"data\":" + value + "}");
        }
    }

    @Test
    void binaryModeKeepsItsExtensionsAndQuotesThem() {
        JsonObject event = new JsonObject(json(read(binary("ce_collapsekey", "a\"b", "ce_cursor", "x", "ce_inboxid", "0-1"), new byte[0])));
        assertThat(event.getString("collapsekey")).isEqualTo("a\"b");
        assertThat(event.containsKey("data")).isFalse();
        assertThat(event.containsKey("cursor")).isFalse();
        assertThat(event.containsKey("inboxid")).isFalse();
    }

    @Test
    void binaryDataIsEncodedInBase64() {
        byte[] bytes = {0, 1, (byte) 0xff};
        JsonObject event = new JsonObject(json(read(binary("content-type", "image/png"), bytes)));
        assertThat(Base64.getDecoder().decode(event.getString("data_base64"))).isEqualTo(bytes);
    }

    @Test
    void theExpiryIsReadAndAnInvalidOneRejected() {
        String expiring = GOOD.replace("}", ",\"expirytime\":\"2026-01-02T03:04:05.678+01:00\"}");
        assertThat(event(structured(expiring)).terms().expires()).isEqualTo(1_767_319_445_678L);
        assertThat(event(read(binary("ce_expirytime", "2026-01-02T02:04:05Z"), new byte[0]))
                        .terms()
                        .expires())
                .isEqualTo(1_767_319_445_000L);
        assertRejected(structured(GOOD.replace("}", ",\"expirytime\":\"tomorrow\"}")), BAD_ATTRIBUTE);
        assertRejected(structured(GOOD.replace("}", ",\"expirytime\":5}")), BAD_ATTRIBUTE);
        assertThat(event(structured(GOOD.replace("}", ",\"expirytime\":null}"))).terms())
                .isEqualTo(Terms.NONE);
    }

    @Test
    void theCollapseKeyIsReadInBothModes() {
        String keyed = GOOD.replace("}", ",\"collapsekey\":\"order-7\"}");
        assertThat(event(structured(keyed)).terms().collapseKey()).isEqualTo("order-7");
        assertThat(json(structured(keyed))).as("and passed on").isEqualTo(keyed);
        assertThat(event(read(binary("ce_collapsekey", "order-7"), new byte[0]))
                        .terms()
                        .collapseKey())
                .isEqualTo("order-7");
        assertThat(event(structured(keyed.replace("}", ",\"expirytime\":\"2026-01-02T03:04:05Z\"}")))
                        .terms())
                .isEqualTo(new Terms(1_767_323_045_000L, "order-7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "null", "\"\""})
    void anInvalidCollapseKeyIsPassedOnWithoutEffect(String value) {
        String keyed = GOOD.replace("}", ",\"collapsekey\":" + value + "}");
        assertThat(json(structured(keyed))).isEqualTo(keyed);
        assertThat(event(structured(keyed)).terms().collapseKey()).isNull();
    }

    @Test
    void theLengthOfACollapseKeyIsBounded() {
        String longest = "k".repeat(256);
        assertThat(event(read(binary("ce_collapsekey", longest), new byte[0]))
                        .terms()
                        .collapseKey())
                .isEqualTo(longest);
        assertThat(event(read(binary("ce_collapsekey", longest + "k"), new byte[0]))
                        .terms()
                        .collapseKey())
                .isNull();
    }

    @Test
    void anEventWithoutATraceTakesTheTraceOfItsRecord() {
        Map<String, String> headers = Map.of("content-type", STRUCTURED, "traceparent", TRACE);
        assertThat(new JsonObject(json(read(headers, GOOD.getBytes(UTF_8)))).getString("traceparent"))
                .isEqualTo(TRACE);
        String own = GOOD.replace("}", ",\"traceparent\":\"own\"}");
        assertThat(json(read(headers, own.getBytes(UTF_8)))).isEqualTo(own);
    }

    @Test
    void aCursorInTheProducersEventIsRemoved() {
        String seen = GOOD.replace("{", "{\"cursor\":\"abc\",\"inboxid\":\"0-1\",");
        assertThat(new JsonObject(json(structured(seen)))).isEqualTo(new JsonObject(GOOD));
    }

    @Test
    void deepNestingIsRejectedWithoutAStackOverflow() {
        char[] open = new char[5000];
        Arrays.fill(open, '[');
        assertRejected(read(Map.of(), new String(open).getBytes(UTF_8)), NOT_JSON);
    }
}
