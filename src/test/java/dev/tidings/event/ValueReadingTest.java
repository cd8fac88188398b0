package dev.tidings.event;

import static dev.tidings.event.Readings.GOOD;
import static dev.tidings.event.Readings.MARK;
import static dev.tidings.event.Readings.STRUCTURED;
import static dev.tidings.event.Readings.TOLD;
import static dev.tidings.event.Readings.binary;
import static dev.tidings.event.Readings.event;
import static dev.tidings.event.Readings.json;
import static dev.tidings.event.Readings.read;
import static dev.tidings.event.Readings.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a value is read: which mode it is in, and what is no event. */
class ValueReadingTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "application/json", "text/plain", "application/vnd.acme+json", "nonsense"})
    void aStructuredEventIsRecognizedByItsContent(String contentType) {
        Map<String, String> headers = contentType.isEmpty() ? Map.of() : Map.of("content-type", contentType);
        assertThat(json(read(headers, GOOD))).isEqualTo(GOOD);
        String next = GOOD.replace("1.0", "1.1");
        assertThat(json(read(headers, next))).isEqualTo(next);
        String expiring = GOOD.replace("{}", "{},\"expirytime\":\"2026-01-02T03:04:05Z\"");
        assertThat(event(read(headers, expiring)).terms().expires()).isEqualTo(1_767_323_045_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\"}",
                "{\"specversion\":\"1.0\",\"id\":7,\"source\":\"/s\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/s\",\"type\":\"t\"}",
                "{\"specversion\":1.0,\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}",
                "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}",
                "{\"specversion\":\"1.\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}",
                "[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}]",
                "{\"inner\":{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}}"
            })
    void jsonWithoutARequiredAttributeIsPlain(String value) {
        JsonObject event = new JsonObject(json(read(Map.of(), value)));
        assertThat(event.getString("type")).isEqualTo("notification");
        assertThat(event.getValue("data")).isNotNull();
    }

    @Test
    void headerNamesAndMediaTypesIgnoreCase() {
        for (String name : List.of("content-type", "Content-Type", "CONTENT-TYPE")) {
            for (String type : List.of(
                    STRUCTURED,
                    "Application/CloudEvents+JSON; charset=UTF-8",
                    "APPLICATION/CLOUDEVENTS+JSON;charset=\"utf-8\"",
                    " application/cloudevents+json ; Charset = utf-8")) {
                assertThat(json(read(Map.of(name, type), GOOD)))
                        .as(name + ": " + type)
                        .isEqualTo(GOOD);
            }
            assertThat(reason(read(Map.of(name, "Application/CloudEvents-Batch+JSON"), "[" + GOOD + "]")))
                    .isEqualTo(RejectReason.NOT_A_CLOUDEVENT);
            assertThat(reason(read(Map.of(name, "application/cloudevents"), GOOD)))
                    .isEqualTo(RejectReason.NOT_A_CLOUDEVENT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_", "ce-", "CE_", "Ce-"})
    void attributesMayBeHeadersInHttpsSpelling(String prefix) {
        Map<String, String> headers = new HashMap<>();
        binary("ce_Subject", "s").forEach((name, value) -> headers.put(prefix + name.substring(3), value));
        headers.put("Content-Type", "text/plain");
        JsonObject event = new JsonObject(json(read(headers, "hi")));
        assertThat(event.getMap())
                .containsEntry("id", "1")
                .containsEntry("subject", "s")
                .containsEntry("datacontenttype", "text/plain")
                .containsEntry("data", "hi");
    }

    @Test
    void theContentTypeMayBeAnAttribute() {
        JsonObject event = new JsonObject(json(read(binary("ce_datacontenttype", "text/plain"), "hi")));
        assertThat(event.getMap())
                .containsEntry("datacontenttype", "text/plain")
                .containsEntry("data", "hi");
        JsonObject both = new JsonObject(
                json(read(binary("ce_datacontenttype", "text/plain", "content-type", "image/png"), "hi")));
        assertThat(both.getString("datacontenttype")).isEqualTo("image/png");
    }

    @Test
    void aBinaryEventWithoutAValueHasNoData() {
        for (String type : List.of("application/json", "application/vnd.acme+json; charset=utf-8", "text/json")) {
            for (String nothing : List.of("", " ", "\r\n\t ", MARK + " ")) {
                JsonObject event = new JsonObject(json(read(binary("content-type", type), nothing)));
                assertThat(event.getMap())
                        .doesNotContainKeys("data", "data_base64")
                        .containsEntry("id", "1");
            }
        }
        assertThat(json(read(binary("content-type", "application/json"), "null")))
                .endsWith(",\"data\":null}");
        assertThat(json(read(binary("content-type", "text/plain"), " "))).endsWith(",\"data\":\" \"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\":\"tidings.goaway\"",
                "\"type\":\"tidings.\"",
                "\"type\":\"tidings.go\\u0061way\"",
                "\"t\\u0079pe\":\"tidings.x\"",
                "\"type\":\"t\",\"source\":\"/tidings\"",
                "\"type\":\"t\",\"source\":\"\\/tidings\""
            })
    void typesAndSourceOfTidingsAreReserved(String attributes) {
        String source = attributes.contains("source") ? "" : ",\"source\":\"/s\"";
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\"," + attributes + source + "}";
        assertThat(reason(read(TOLD, event))).isEqualTo(RejectReason.RESERVED);
        assertThat(reason(read(Map.of(), event))).isEqualTo(RejectReason.RESERVED);
    }

    @Test
    void typesAndSourceOfTidingsAreReservedInBinaryMode() {
        assertThat(reason(read(binary("ce_type", "tidings.error"), ""))).isEqualTo(RejectReason.RESERVED);
        assertThat(reason(read(binary("ce_source", "/tidings"), ""))).isEqualTo(RejectReason.RESERVED);
        for (String[] fine :
                new String[][] {{"tidings", "/s"}, {"tidingsx.a", "/tidings2"}, {"my.tidings.a", "/a/tidings"}}) {
            assertThat(json(read(binary("ce_type", fine[0], "ce_source", fine[1]), "")))
                    .contains(fine[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"type\":\"tidings.goaway\"",
                ",\"id\":\"2\"",
                ",\"subject\":\"a\",\"subject\":\"b\"",
                ",\"x\":1,\"\\u0078\":2",
                ",\"x\":null,\"x\":2"
            })
    void anAttributeGivenTwiceIsRejected(String twice) {
        String event = GOOD.replace(",\"data\":{}", twice);
        assertThat(reason(read(TOLD, event))).isEqualTo(RejectReason.BAD_ATTRIBUTE);
        assertThat(reason(read(Map.of(), event))).isEqualTo(RejectReason.BAD_ATTRIBUTE);
        assertThat(reason(read(TOLD, GOOD.replace("{}", "1,\"data\":2")))).isEqualTo(RejectReason.NOT_A_CLOUDEVENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "2.0", "1.0-rc1", "1"})
    void anUnsupportedSpecversionIsNamed(String version) {
        Reading.Unusable expected =
                new Reading.Unusable(RejectReason.UNSUPPORTED_SPECVERSION, "specversion=" + version, null);
        assertThat(read(TOLD, GOOD.replace("1.0", version))).isEqualTo(expected);
        assertThat(read(binary("ce_specversion", version), "{}")).isEqualTo(expected);
    }

    @Test
    void onlyAWellFormedSpecversionIsShown() {
        for (String version : List.of("a b", "9".repeat(17), "1.0\\n")) {
            assertThat(read(TOLD, GOOD.replace("1.0", version)))
                    .isIn(
                            new Reading.Unusable(RejectReason.UNSUPPORTED_SPECVERSION),
                            new Reading.Unusable(RejectReason.BAD_ATTRIBUTE));
        }
    }

    @Test
    void valuesThatNoParserAcceptsAreNotJson() {
        for (String data : List.of(
                "[".repeat(1000) + "]".repeat(1000),
                "[".repeat(100_000) + "]".repeat(100_000),
                "1".repeat(1001),
                "{\"" + "n".repeat(50_001) + "\":1}",
                "NaN",
                "'a'",
                "[1,]",
                "01",
                "1 /* a */",
                "\"\u0001\"",
                "\"\\x\"")) {
            assertThat(reason(read(TOLD, GOOD.replace("{}", data)))).as(data).isEqualTo(RejectReason.NOT_JSON);
            assertThat(reason(read(Map.of(), data))).as(data).isEqualTo(RejectReason.NOT_JSON);
            assertThat(reason(read(binary(), data))).as(data).isEqualTo(RejectReason.NOT_JSON);
        }
        String deep = "[".repeat(999) + "]".repeat(999);
        assertThat(json(read(Map.of(), deep))).endsWith(deep + "}");
    }

    @Test
    void anUnpairedSurrogateInDataIsReplaced() {
        String cut = "[\"\\ud83d\",\"\\ude00x\",\"\\ud83d\\ude00\",\"\\\\ud83d\",\"\\ud83d\\ud83d\\ude00\"]";
        String mended = "[\"\\ufffd\",\"\\ufffdx\",\"\\ud83d\\ude00\",\"\\\\ud83d\",\"\\ufffd\\ud83d\\ude00\"]";
        assertThat(json(read(TOLD, GOOD.replace("{}", cut)))).endsWith("\"data\":" + mended + "}");
        assertThat(json(read(Map.of(), cut))).endsWith("\"data\":" + mended + "}");
        assertThat(json(read(binary(), cut))).endsWith("\"data\":" + mended + "}");
    }

    @Test
    void dataInBase64IsChecked() {
        String base64 = GOOD.replace("\"data\":{}", "\"data_base64\":\"AAE=\"");
        assertThat(json(read(TOLD, base64))).isEqualTo(base64);
        assertThat(json(read(TOLD, base64.replace("AAE=", "AAE")))).isEqualTo(base64);
        assertThat(json(read(TOLD, base64.replace("}", ",\"data\":null}")))).isEqualTo(base64);
        for (String wrong :
                List.of("\"%\"", "\"A_-=\"", "7", "{}", "\"AAE=\",\"data\":{}", "\"AA==\",\"data_base64\":\"AA==\"")) {
            assertThat(reason(read(TOLD, base64.replace("\"AAE=\"", wrong))))
                    .as(wrong)
                    .isEqualTo(RejectReason.NOT_A_CLOUDEVENT);
        }
    }
}
