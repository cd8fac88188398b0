package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {
    private static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String EVENT =
            "\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/shop\", \"type\": \"paid\"";
    private static final Map<String, Object> ATTRIBUTES =
            Map.of("specversion", "1.0", "id", "1", "source", "/shop", "type", "paid");

    private final ValueFormat events = Given.formats(null).of(Format.CLOUDEVENTS);

    private Document structured(String json) throws DeadException {
        List<Document> documents = events.read(Given.record(json, "content-type", STRUCTURED));
        assertThat(documents).hasSize(1);
        return documents.get(0);
    }

    private static SourceRecord binary(byte @Nullable [] value, String... more) {
        List<String> headers = new ArrayList<>(
                List.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/shop", "ce_type", "paid"));
        headers.addAll(List.of(more));
        return Given.record(value, headers.toArray(String[]::new));
    }

    private DeadException dead(SourceRecord record) {
        return catchThrowableOfType(DeadException.class, () -> events.read(record));
    }

    private DeadException deadStructured(String json) {
        return dead(Given.record(json, "content-type", STRUCTURED));
    }

    @Test
    void aStructuredEventIsItsAttributesAndItsData() throws DeadException {
        Document document =
                structured("{" + EVENT + ", \"vip\": true, \"rank\": 3, \"subject\": null, \"data\": {\"a\": 1}}");
        assertThat(document.value()).isEqualTo(Map.of("a", 1L));
        assertThat(document.attributes())
                .containsAllEntriesOf(ATTRIBUTES)
                .containsEntry("vip", true)
                .containsEntry("rank", 3L)
                .hasSize(6);
        assertThat(structured("{" + EVENT + "}")).isEqualTo(new Document(null, ATTRIBUTES));
    }

    @Test
    void dataInBase64IsReadByItsContentType() throws DeadException {
        assertThat(structured("{" + EVENT + ", \"data_base64\": \"eyJhIjoxfQ==\"}")
                        .value())
                .isEqualTo(Map.of("a", 1L));
        assertThat(structured("{" + EVENT + ", \"datacontenttype\": \"text/plain\", \"data_base64\": \"aGk=\"}")
                        .value())
                .isEqualTo("hi");
        assertThat(structured("{" + EVENT + ", \"datacontenttype\": \"image/png\", \"data_base64\": \"AP8=\"}")
                        .value())
                .isEqualTo("AP8=");
    }

    @Test
    void aBinaryEventIsItsHeadersAndItsValue() throws DeadException {
        assertThat(events.read(binary(
                        Given.bytes("[1]"), "ce_subject", "ä", "content-type", "application/json", "other", "x")))
                .singleElement()
                .satisfies(document -> {
                    assertThat(document.value()).isEqualTo(List.of(1L));
                    assertThat(document.attributes())
                            .containsAllEntriesOf(ATTRIBUTES)
                            .containsEntry("subject", "ä")
                            .containsEntry("datacontenttype", "application/json")
                            .hasSize(6);
                });
    }

    @Test
    void dataInBinaryModeIsReadByItsContentType() throws DeadException {
        assertThat(events.read(binary(Given.bytes("12"))).get(0).value()).isEqualTo(12L);
        assertThat(events.read(binary(Given.bytes("<a/>"), "content-type", "application/xml"))
                        .get(0)
                        .value())
                .isEqualTo("<a/>");
        assertThat(events.read(binary(new byte[] {0, -1}, "content-type", "application/avro"))
                        .get(0)
                        .value())
                .isEqualTo("AP8=");
        assertThat(events.read(binary(new byte[0])).get(0)).isEqualTo(new Document(null, ATTRIBUTES));
        assertThat(events.read(binary(null)).get(0)).isEqualTo(new Document(null, ATTRIBUTES));
    }

    @Test
    void aBatchIsADocumentForEachEvent() throws DeadException {
        String json = "[{" + EVENT + ", \"data\": 1}, {" + EVENT + ", \"data\": 2}]";
        assertThat(events.read(Given.record(json, "content-type", BATCH)))
                .containsExactly(new Document(1L, ATTRIBUTES), new Document(2L, ATTRIBUTES));
        assertThat(events.read(Given.record("[]", "content-type", BATCH))).isEmpty();
    }

    @Test
    void oneInvalidEventMakesItsBatchDead() {
        assertThat(dead(Given.record("[{" + EVENT + "}, {}]", "content-type", BATCH))
                        .reason())
                .isEqualTo(DeadReason.BAD_ATTRIBUTE);
        assertThat(dead(Given.record("{" + EVENT + "}", "content-type", BATCH)).reason())
                .isEqualTo(DeadReason.UNREADABLE);
    }

    @Test
    void aValueThatIsNoCloudEventIsUnreadable() {
        for (SourceRecord record : List.of(
                Given.record("{" + EVENT.replace("1.0", "0.3") + "}"),
                Given.record("[{" + EVENT + "}]"),
                Given.record("{}", "content-type", "application/json"),
                Given.record("{}", "content-type", "application/cloudevents+avro"),
                Given.record((byte[]) null),
                Given.record((byte[]) null, "content-type", STRUCTURED),
                Given.record("", "content-type", STRUCTURED),
                Given.record("[]", "content-type", STRUCTURED),
                Given.record("7", "content-type", STRUCTURED))) {
            assertThat(dead(record).reason()).isEqualTo(DeadReason.UNREADABLE);
            assertThat(dead(record)).hasMessageContaining("(expected: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/shop\"}",
                "{\"specversion\": \"1.0\", \"id\": \"\", \"source\": \"/shop\", \"type\": \"a\"}",
                "{\"specversion\": \"1.0\", \"id\": 1, \"source\": \"/shop\", \"type\": \"a\"}",
                "{\"specversion\": \"0.3\", \"id\": \"1\", \"source\": \"/shop\", \"type\": \"a\"}",
                "{" + EVENT + ", \"id\": \"2\"}",
                "{" + EVENT + ", \"expirytime\": \"tomorrow\"}"
            })
    void anAttributeThatIsMissingOrNotAllowedIsNamed(String json) {
        assertThat(deadStructured(json).reason()).isEqualTo(DeadReason.BAD_ATTRIBUTE);
        assertThat(deadStructured(json)).hasMessageMatching("CloudEvent's .*: .* \\(expected: .*\\)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + EVENT + ", \"confluentRouting\": {\"route\": \"a\"}}",
                "{" + EVENT + ", \"snake_case\": \"a\"}",
                "{" + EVENT + ", \"\": \"a\"}",
                "{" + EVENT + ", \"list\": []}",
                "{" + EVENT + ", \"part\": 1.5}",
                "{" + EVENT + ", \"large\": 2147483648}",
                "{" + EVENT + ", \"huge\": 123456789012345678901234567890}",
                "{" + EVENT + ", \"nul\": \"a\\u0000\"}",
                "{" + EVENT + ", \"time\": \"yesterday\"}",
                "{" + EVENT + ", \"time\": 7}",
                "{" + EVENT + ", \"datacontenttype\": 7}"
            })
    void forbiddenAttributesAreDropped(String json) throws DeadException {
        assertThat(structured(json).attributes()).isEqualTo(ATTRIBUTES);
    }

    @ParameterizedTest
    @CsvSource({"ce_data,a", "ce_foo-bar,a", "ce_time,now", "ce_subject,''"})
    void forbiddenAttributesInHeadersAreDropped(String name, String value) throws DeadException {
        assertThat(events.read(binary(null, name, value)).get(0).attributes()).isEqualTo(ATTRIBUTES);
    }

    @Test
    void aHeaderThatIsNotUtf8IsDropped() throws DeadException {
        List<SourceHeader> headers = new ArrayList<>(binary(null).headers());
        headers.add(new SourceHeader("ce_subject", new byte[] {(byte) 0xff}));
        SourceRecord record = new SourceRecord(new SourceRecord.Place("orders", 0, 1), 0, null, null, headers);
        assertThat(events.read(record).get(0).attributes()).isEqualTo(ATTRIBUTES);
    }

    @Test
    void aStructuredEventIsRecognizedByItsContent() throws DeadException {
        byte[] event = Given.bytes("\ufeff{" + EVENT + ", \"data\": {\"a\": 1}}");
        for (SourceRecord record : List.of(
                Given.record(event),
                Given.record(event, "Content-Type", "application/json"),
                Given.record(event, "CONTENT-TYPE", "Application/CloudEvents+JSON; charset=\"UTF-8\""))) {
            assertThat(events.read(record)).containsExactly(new Document(Map.of("a", 1L), ATTRIBUTES));
        }
    }

    @Test
    void attributesMayBeHeadersInHttpsSpelling() throws DeadException {
        SourceRecord record = Given.record(
                Given.bytes(" "),
                "CE-SpecVersion",
                "1.0",
                "ce-id",
                "1",
                "ce-source",
                "/shop",
                "Ce_Type",
                "paid",
                "CONTENT-TYPE",
                "application/json");
        assertThat(events.read(record).get(0).attributes())
                .containsAllEntriesOf(ATTRIBUTES)
                .containsEntry("datacontenttype", "application/json");
        assertThat(events.read(record).get(0).value()).isNull();
    }

    @Test
    void anUnusualTimestampIsNormalised() throws DeadException {
        assertThat(structured("{" + EVENT + ", \"time\": \"2024-01-01T00:00:00+0000\"}")
                        .attributes())
                .containsEntry("time", "2024-01-01T00:00:00+00:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + EVENT + ", \"data_base64\": \"%\"}",
                "{" + EVENT + ", \"data_base64\": 7}",
                "{" + EVENT + ", \"data_base64\": \"e30=\", \"data\": {}}",
                "{" + EVENT + ", \"data_base64\": \"e3s=\"}"
            })
    void dataThatCannotBeReadIsUnreadable(String json) {
        assertThat(deadStructured(json).reason()).isEqualTo(DeadReason.UNREADABLE);
    }

    @Test
    void sizeAndDepthAreBounded() {
        assertThat(dead(binary(new byte[10 << 20])).reason()).isEqualTo(DeadReason.TOO_LARGE);
        assertThat(dead(binary(Given.bytes("[".repeat(100_000)))).reason()).isEqualTo(DeadReason.TOO_LARGE);
    }
}
