package dev.tidings.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static SourceRecord binary(byte[] value, String... more) {
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
    void itsDataInBase64IsWhatTheContentTypeSays() throws DeadException {
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
    void aBinaryEventsDataIsWhatItsContentTypeSays() throws DeadException {
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
    void oneBadEventKillsItsBatch() {
        assertThat(dead(Given.record("[{" + EVENT + "}, {}]", "content-type", BATCH))
                        .reason())
                .isEqualTo(DeadReason.BAD_ATTRIBUTE);
        assertThat(dead(Given.record("{" + EVENT + "}", "content-type", BATCH)).reason())
                .isEqualTo(DeadReason.UNREADABLE);
    }

    @Test
    void whatIsNoCloudEventIsUnreadable() {
        for (SourceRecord record : List.of(
                Given.record("{" + EVENT + "}"),
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
                "{" + EVENT + ", \"UPPER\": \"a\"}",
                "{" + EVENT + ", \"snake_case\": \"a\"}",
                "{" + EVENT + ", \"\": \"a\"}",
                "{" + EVENT + ", \"list\": []}",
                "{" + EVENT + ", \"part\": 1.5}",
                "{" + EVENT + ", \"time\": \"yesterday\"}",
                "{" + EVENT + ", \"time\": 7}",
                "{" + EVENT + ", \"datacontenttype\": 7}"
            })
    void anAttributeThatIsMissingOrNotAllowedIsNamed(String json) {
        assertThat(deadStructured(json).reason()).isEqualTo(DeadReason.BAD_ATTRIBUTE);
        assertThat(deadStructured(json)).hasMessageMatching("CloudEvent's .*: .* \\(expected: .*\\)");
    }

    @ParameterizedTest
    @CsvSource({"ce_data,a", "ce_,a", "ce_Type,a", "ce_time,now"})
    void soIsOneInAHeader(String name, String value) {
        assertThat(dead(binary(null, name, value)).reason()).isEqualTo(DeadReason.BAD_ATTRIBUTE);
    }

    @Test
    void aHeaderThatIsNotUtf8IsABadAttribute() {
        List<SourceHeader> headers = new ArrayList<>(binary(null).headers());
        headers.add(new SourceHeader("ce_subject", new byte[] {(byte) 0xff}));
        SourceRecord record = new SourceRecord(new SourceRecord.Place("orders", 0, 1), 0, null, null, headers);
        assertThat(dead(record).reason()).isEqualTo(DeadReason.BAD_ATTRIBUTE);
        assertThat(dead(record)).hasMessageStartingWith("header ce_subject: not UTF-8");
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
