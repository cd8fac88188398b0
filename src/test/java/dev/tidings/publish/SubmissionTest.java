package dev.tidings.publish;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.event.EventReader;
import dev.tidings.event.HeaderBlock;
import dev.tidings.http.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionTest {
    private static final int MAX_SIZE = 2_000;
    private static final int MAX_BATCH = 3;
    private static final String GOOD =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/orders\",\"type\":\"shipped\",\"audience\":\"alice\"";

    private static List<Addressed> read(@Nullable String type, Map<String, String> headers, byte[] body) {
        return new Submission("shop", type, headers, body).events(MAX_BATCH, MAX_SIZE);
    }

    private static Addressed structured(String json) {
        return read("application/cloudevents+json; charset=utf-8", Map.of(), json.getBytes(UTF_8))
                .get(0);
    }

    private static String value(Addressed event) {
        return new String(event.value(), UTF_8);
    }

    private static Map<String, String> attributes(String... more) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of(
                "ce-specversion",
                "1.0",
                "ce-id",
                "1",
                "ce-source",
                "/orders",
                "ce-type",
                "shipped",
                "ce-audience",
                "alice"));
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return headers;
    }

    @Test
    void anEventIsWrittenWithoutItsAudience() {
        Addressed event = structured(
                " " + GOOD
                        + ", \"cursor\": \"old\", \"subject\": null, \"n\": 7, \"data\": {\"big\": 1.0e400, \"x\" :12345678901234567890.10} } ");
        assertThat(event.id()).isEqualTo("1");
        assertThat(event.audience().key()).hasToString("alice");
        assertThat(value(event))
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/orders\",\"type\":\"shipped\",\"n\":7,"
                        + "\"data\":{\"big\": 1.0e400, \"x\" :12345678901234567890.10}}");
    }

    @Test
    void aWrittenEventNeedsNoParser() {
        Addressed event = structured(GOOD + ",\"data\":{\"text\":\"Grüße\"}}");
        HeaderBlock headers = new HeaderBlock();
        headers.add(HeaderBlock.CONTENT_TYPE, Submission.STRUCTURED.getBytes(UTF_8));
        byte[] bytes = new byte[headers.length() + event.value().length];
        System.arraycopy(headers.bytes(), 0, bytes, 0, headers.length());
        System.arraycopy(event.value(), 0, bytes, headers.length(), event.value().length);
        assertThat(EventReader.plainLength(bytes, 0, headers.length(), bytes.length))
                .isEqualTo(event.value().length - 1);
        assertThat(LogRecords.size(event)).isEqualTo("alice".length() + headers.length() + event.value().length);
    }

    @Test
    void dataMayBeNull() {
        assertThat(value(structured(GOOD + ",\"data\":null}"))).endsWith(",\"data\":null}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                                | body
            []                                               | body: not a JSON object
            {"specversion":"1.0"}                            | id: missing
            GOOD,"id":"2"}                                   | given twice
            GOOD} {}                                         | more text after the end
            GOOD,"data":1,"data":2}                          | data: given twice
            GOOD,"audience":"bob"}                           | audience: an attribute is given twice
            GOOD,"expirytime":"2026-11-27"}                  | expirytime: not a time
            GOOD,"data":1,"data_base64":"AA=="}              | data_base64: given beside
            GOOD,"data_base64":"?"}                          | data_base64: not Base64
            GOOD,"data":null,"data_base64":false}                 | data_base64: not Base64
            GOOD,"data_base64":"A","data":null}                   | data_base64: not Base64
            {"specversion":"0.3","id":"1","source":"/a","type":"t","audience":"a"} | specversion: 0.3 (expected: 1.0)
            {"specversion":"2.0","id":"1","source":"/a","type":"t","audience":"a"} | specversion: 2.0 (expected: 1.0)
            {"specversion":"\\u0000","id":"1","source":"/a","type":"t","audience":"a"} | specversion: a text
            {"specversion":"1.0","id":"","source":"/a","type":"t","audience":"a"}  | id: not a text
            {"specversion":"1.0","id":7,"source":"/a","type":"t","audience":"a"}   | id: not a text
            {"specversion":"1.0","id":"1","source":"a b","type":"t","audience":"a"} | source: not a URI
            {"specversion":"1.0","id":"1","source":"/a","type":"t"}                | audience: missing
            {"specversion":"1.0","id":"1","source":"/a","type":"t","audience":"group:"} | audience: names nobody
            {"specversion":"1.0","id":"1","source":"/a","type":"t","audience":"a\\nb"} | audience: has characters
            {"specversion":"1.0","id":"1","source":"/a","type":"t","audience":"\\ud800"} | audience: has characters
            """)
    void errorsAreNamed(String json, String named) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> structured(json.replace("GOOD", GOOD)))
                .withMessageContaining(named)
                .withMessageContaining("(expected: ")
                .extracting(ProblemException::status)
                .isEqualTo(400);
    }

    @Test
    void anEventThatIsTooLargeForTheLogIsRefused() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> structured(GOOD + ",\"data\":\"" + "x".repeat(MAX_SIZE) + "\"}"))
                .withMessageContaining("tidings.tail.max-event-size")
                .extracting(ProblemException::status)
                .isEqualTo(413);
    }

    @Test
    void inBinaryModeAttributesAreHeadersAndTheBodyIsTheData() {
        Addressed event = read(
                        "application/json",
                        attributes("ce-subject", "Gr%C3%BC%C3%9Fe %25", "ce-comment", "\"a \\\"b\\\"\""),
                        "{\"order\": 4711}".getBytes(UTF_8))
                .get(0);
        assertThat(value(event))
                .startsWith("{\"")
                .contains("\"subject\":\"Grüße %\"", "\"comment\":\"a \\\"b\\\"\"")
                .endsWith(",\"datacontenttype\":\"application/json\",\"data\":{\"order\": 4711}}")
                .doesNotContain("audience");
    }

    @Test
    void dataThatIsNoJsonIsTextOrBase64() {
        assertThat(value(read("text/plain", attributes(), "a \"b\"".getBytes(UTF_8))
                        .get(0)))
                .endsWith("\"data\":\"a \\\"b\\\"\"}");
        assertThat(value(read("image/png", attributes(), new byte[] {1, 2}).get(0)))
                .endsWith("\"data_base64\":\"AQI=\"}");
        assertThat(value(read(null, attributes(), new byte[0]).get(0))).doesNotContain("data");
    }

    @Test
    void errorsInBinaryModeAreNamed() {
        assertBad("data: not JSON", "application/json", attributes(), "{".getBytes(UTF_8));
        assertBad("data: not UTF-8", "text/plain", attributes(), "ü".getBytes(ISO_8859_1));
        assertBad("id: a text with characters", "text/plain", attributes("ce-id", "%ff"), new byte[0]);
    }

    private static void assertBad(String named, String type, Map<String, String> headers, byte[] body) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(type, headers, body))
                .withMessageContaining(named);
    }

    @Test
    void anInvalidEventOfABatchIsNamedByItsIndex() {
        String good = GOOD + "}";
        assertThat(read(Submission.BATCH, Map.of(), ("[" + good + "," + good + "]").getBytes(UTF_8)))
                .hasSize(2);
        assertBad(
                "event 1: id: missing",
                Submission.BATCH,
                Map.of(),
                ("[" + good + ",{\"specversion\":\"1.0\"}]").getBytes(UTF_8));
        assertBad("event 1: not a JSON object", Submission.BATCH, Map.of(), ("[" + good + ",7]").getBytes(UTF_8));
        assertBad("events: none", Submission.BATCH, Map.of(), "[]".getBytes(UTF_8));
        assertBad("body: not an array", Submission.BATCH, Map.of(), good.getBytes(UTF_8));
        assertBad(
                "events: more than 3",
                Submission.BATCH,
                Map.of(),
                ("[" + good + "," + good + "," + good + "," + good + "]").getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"application/cloudevents+avro", "application/cloudevents-batch+avro", "application/json", "''"})
    void otherContentTypesAreRefused(String type) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(type, Map.of(), "{}".getBytes(UTF_8)))
                .extracting(ProblemException::status)
                .isEqualTo(415);
    }
}
