package dev.tidings.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Records;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which attributes an event may have: those that CloudEvents allows, in its spelling. */
class AttributeRuleTest {
    private static final String GOOD = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}";
    private static final Map<String, String> STRUCTURED = Map.of("content-type", "application/cloudevents+json");

    private static Reading with(String attribute) {
        return EventReader.read(Records.stored(
                STRUCTURED, GOOD.replace("}", "," + attribute + "}").getBytes(UTF_8)));
    }

    private static Reading instead(String name, String value) {
        String event =
                GOOD.replaceFirst("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":" + value.replace("\\", "\\\\"));
        return EventReader.read(Records.stored(STRUCTURED, event.getBytes(UTF_8)));
    }

    private static Reading header(String name, String value) {
        Map<String, String> headers =
                new LinkedHashMap<>(Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/s", "ce_type", "t"));
        headers.put("ce_" + name, value);
        return EventReader.read(Records.stored(headers, new byte[0]));
    }

    private static JsonObject event(Reading reading) {
        return new JsonObject(Readings.json(reading));
    }

    private static void assertLeftOut(Reading reading, DropReason reason) {
        assertThat(event(reading)).isEqualTo(new JsonObject(GOOD));
        assertThat(((Event) reading).dropped().counts()).isEqualTo(Map.of(reason, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "confluentRouting":{"route":"a"} | NAME
            "UPPER":"a"                      | NAME
            "snake_case":"a"                 | NAME
            "with-dash":"a"                  | NAME
            "":"a"                           | NAME
            "ä":"a"                          | NAME
            "route":{"a":1}                  | TYPE
            "list":[1]                       | TYPE
            "n":1.5                          | TYPE
            "n":1e2                          | TYPE
            "n":2147483648                   | TYPE
            "n":-2147483649                  | TYPE
            "n":123456789012345678901234567890 | TYPE
            "s":"a\\u0000b"                  | TEXT
            "s":"line\\nbreak"               | TEXT
            "s":"\\u007f"                    | TEXT
            "s":"\\u0085"                    | TEXT
            "s":"\\ud83d"                    | TEXT
            "s":"\\ufffe"                    | TEXT
            "s":"\\ufdd0"                    | TEXT
            "s":"\\ud83f\\udfff"             | TEXT
            "subject":""                     | FORMAT
            "subject":7                      | FORMAT
            "dataschema":"/relative"         | FORMAT
            "dataschema":"not a uri"         | FORMAT
            "datacontenttype":"json"         | FORMAT
            "datacontenttype":true           | FORMAT
            "time":"yesterday"               | FORMAT
            "time":1704067200                | FORMAT
            "collapsekey":{"a":[1]}          | TYPE
            "traceparent":[]                 | TYPE
            """)
    void forbiddenAttributesAreDroppedAndCounted(String attribute, DropReason reason) {
        assertLeftOut(with(attribute), reason);
    }

    @Test
    void theLengthOfANameIsBounded() {
        String longest = "n".repeat(127);
        assertThat(event(with('"' + longest + "\":1")).getInteger(longest)).isEqualTo(1);
        assertThat(event(header(longest, "1")).getString(longest)).isEqualTo("1");
        assertLeftOut(with('"' + longest + "n\":1"), DropReason.NAME);
        assertLeftOut(header(longest + "n", "1"), DropReason.NAME);
        assertLeftOut(header("ä".repeat(1000), "1"), DropReason.NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "not-allowed,a,NAME",
        "data,a,NAME",
        "data_base64,a,NAME",
        "time,now,FORMAT",
        "subject,'',FORMAT",
        "x,a\u0001b,TEXT"
    })
    void forbiddenAttributesInHeadersAreDropped(String name, String value, DropReason reason) {
        assertLeftOut(header(name, value), reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"n\":2147483647",
                "\"n\":-2147483648",
                "\"n\":-0",
                "\"b\":false",
                "\"s\":\"\"",
                "\"s\":\"😀 中文 ä\"",
                "\"s\":null",
                "\"subject\":null",
                "\"audience\":\"alice\"",
                "\"dataschema\":\"https://a.example/s\"",
                "\"dataschema\":\"urn:a:b\"",
                "\"datacontenttype\":\"application/vnd.a+json; charset=utf-8\"",
                "\"time\":\"2026-11-30T10:15:00.123456789-11:59\""
            })
    void allowedAttributesKeepTheirBytes(String attribute) {
        Event event = (Event) with(attribute);
        assertThat(new String(event.json(), event.from(), event.length(), UTF_8))
                .endsWith("," + attribute);
        assertThat(event.dropped()).isEqualTo(Dropped.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T00:00:00+0000, 2024-01-01T00:00:00+00:00",
        "2024-01-01T00:00:00+00, 2024-01-01T00:00:00+00:00",
        "2024-01-01t00:00:00z, 2024-01-01T00:00:00Z",
        "2024-01-01 00:00:00Z, 2024-01-01T00:00:00Z",
        "2024-01-01 00:00:00 +0100, 2024-01-01T00:00:00+01:00",
        "2024-01-01 00:00:00 UTC, 2024-01-01T00:00:00Z",
        "2024-01-01T00:00Z, 2024-01-01T00:00:00Z",
        "'2024-01-01T00:00:00,5Z', 2024-01-01T00:00:00.5Z",
        "2024-01-01T00:00:00.12345678912Z, 2024-01-01T00:00:00.123456789Z",
        "2024-01-01T00:00:00+01:00[Europe/Berlin], 2024-01-01T00:00:00+01:00",
        "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z"
    })
    void anUnambiguousTimeIsNormalised(String given, String normalised) {
        assertThat(event(with("\"time\":\"" + given + '"')).getString("time")).isEqualTo(normalised);
        assertThat(event(header("time", given)).getString("time")).isEqualTo(normalised);
        Event expiring = (Event) with("\"expirytime\":\"" + given + '"');
        assertThat(event(expiring).getString("expirytime")).isEqualTo(normalised);
        assertThat(expiring.dropped()).isEqualTo(Dropped.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-01",
                "2024-01-01T00:00:00",
                "01/02/2024 00:00:00Z",
                "20240101T000000Z",
                "2024-13-01T00:00:00Z",
                "2023-02-29T00:00:00Z",
                "2024-01-01T24:00:00Z",
                "2024-01-01T00:00:60Z",
                "2024-01-01T00:00:00+19:00",
                "2024-01-01T00:00:00 CET",
                "1704067200",
                ""
            })
    void anInvalidTimeIsDroppedButAnInvalidExpiryRejects(String given) {
        assertLeftOut(with("\"time\":\"" + given + '"'), DropReason.FORMAT);
        assertLeftOut(header("time", given), DropReason.FORMAT);
        assertThat(with("\"expirytime\":\"" + given + '"')).isEqualTo(new Reading.Unusable(RejectReason.BAD_ATTRIBUTE));
    }

    @ParameterizedTest
    @CsvSource({
        "/ä, /%C3%A4",
        "https://shop.example/a?b=c#d, https://shop.example/a?b=c#d",
        "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66, urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66",
        "mailto:a@b.example, mailto:a@b.example",
        "orders, orders",
        "/😀?ä=1, /%F0%9F%98%80?%C3%A4=1"
    })
    void aSourceBeyondAsciiIsPercentEncoded(String given, String uri) {
        assertThat(event(instead("source", '"' + given + '"')).getString("source"))
                .isEqualTo(uri);
        assertThat(event(header("source", given)).getString("source")).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "/%zz", "1:b", "/a#b#c", "<a>", "/a\\u0000"})
    void aSourceThatIsNoUriIsRejected(String source) {
        assertThat(instead("source", '"' + source + '"')).isEqualTo(new Reading.Unusable(RejectReason.BAD_ATTRIBUTE));
    }

    @Test
    void anInvalidRequiredAttributeRejects() {
        for (String name : new String[] {"id", "type"}) {
            for (String text : new String[] {"a\\u0000b", "\\ud800", "\\ufffe"}) {
                assertThat(instead(name, '"' + text + '"')).isEqualTo(new Reading.Unusable(RejectReason.BAD_ATTRIBUTE));
            }
            assertThat(instead(name, "{}")).isEqualTo(new Reading.Unusable(RejectReason.MISSING_ATTRIBUTE));
            assertThat(header(name, "")).isEqualTo(new Reading.Unusable(RejectReason.MISSING_ATTRIBUTE));
        }
    }

    @Test
    void anOptionalHeaderThatIsNotUtf8IsDroppedAndARequiredOneRejects() {
        HeaderBlock block = new HeaderBlock();
        Map<String, String> headers = new HashMap<>(Map.of("ce_specversion", "1.0", "ce_source", "/s", "ce_type", "t"));
        headers.forEach((name, text) -> block.add(name, text.getBytes(UTF_8)));
        block.add("ce_id", "1".getBytes(UTF_8));
        block.add("ce_subject", new byte[] {(byte) 0xfc});
        assertLeftOut(read(block), DropReason.TEXT);
        block.add("ce_id", new byte[] {(byte) 0xfc});
        assertThat(read(block)).isEqualTo(new Reading.Unusable(RejectReason.BAD_ATTRIBUTE));
    }

    @Test
    void theLastOfRepeatedHeadersCounts() {
        HeaderBlock block = new HeaderBlock();
        for (String[] each : new String[][] {
            {"ce_specversion", "1.0"},
            {"ce_id", "0"},
            {"ce_source", "/s"},
            {"ce-id", "2"},
            {"ce_type", "t"},
            {"CE_ID", "1"}
        }) {
            block.add(each[0], each[1].getBytes(UTF_8));
        }
        assertThat(event(read(block))).isEqualTo(new JsonObject(GOOD));
    }

    private static Reading read(HeaderBlock block) {
        Position at = new Position(new Partition(Topic.NOTIFICATIONS, 0), 0);
        return EventReader.read(new StoredRecord(at, 0, block.bytes(), 0, block.length(), block.length()));
    }

    @Test
    void everyDroppedAttributeIsCounted() {
        Event event = (Event) with("\"A\":1,\"B\":2,\"n\":1.5,\"time\":\"x\",\"good\":\"g\"");
        assertThat(event.dropped().counts())
                .isEqualTo(Map.of(DropReason.NAME, 2, DropReason.TYPE, 1, DropReason.FORMAT, 1));
        assertThat(event(event).getMap()).containsOnlyKeys("specversion", "id", "source", "type", "good");
    }
}
