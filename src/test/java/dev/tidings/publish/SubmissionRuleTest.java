package dev.tidings.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.event.DropReason;
import dev.tidings.http.ProblemException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REST takes what the log takes: the same encoding, the same attributes, the same reserved names. */
class SubmissionRuleTest {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String GOOD = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"";
    private static final String TO_ALICE = ",\"audience\":\"alice\"";

    private static List<Addressed> read(@Nullable String type, Map<String, String> headers, byte[] body) {
        return new Submission("shop", type, headers, body).events(10, 10_000);
    }

    private static Addressed structured(String more) {
        return read(STRUCTURED, Map.of(), (GOOD + TO_ALICE + more + "}").getBytes(UTF_8))
                .get(0);
    }

    private static String value(Addressed event) {
        return new String(event.value(), UTF_8);
    }

    private static Map<String, String> attributes(String... more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce-specversion", "1.0");
        headers.put("ce-id", "1");
        headers.put("ce-source", "/s");
        headers.put("ce-type", "t");
        headers.put("ce-audience", "alice");
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return headers;
    }

    private static void assertBad(String named, @Nullable String type, Map<String, String> headers, byte[] body) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(type, headers, body))
                .withMessageContaining(named)
                .withMessageContaining("(expected: ")
                .extracting(ProblemException::status)
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "x-UTF-16LE-BOM", "UTF-32LE", "UTF-32BE"})
    void anotherEncodingThanUtf8IsRefusedInEachMode(String charset) {
        for (String mark : List.of("", "\ufeff")) {
            byte[] event = (mark + GOOD + TO_ALICE + "}").getBytes(Charset.forName(charset));
            assertBad("body: ", STRUCTURED, Map.of(), event);
            assertBad("body: ", STRUCTURED + "; charset=utf-16", Map.of(), event);
            byte[] batch = (mark + "[" + GOOD + TO_ALICE + "}]").getBytes(Charset.forName(charset));
            assertBad("body: ", Submission.BATCH, Map.of(), batch);
            byte[] data = (mark + "{\"a\":1}").getBytes(Charset.forName(charset));
            assertBad("data: ", "application/json", attributes(), data);
            assertBad("data: ", null, attributes(), data);
            assertBad("data: ", "text/plain", attributes(), data);
        }
    }

    @Test
    void aCharsetOtherThanUtf8IsRefused() {
        byte[] event = (GOOD + TO_ALICE + "}").getBytes(UTF_8);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(STRUCTURED + ";charset=\"UTF-16\"", Map.of(), event))
                .withMessageContaining("body: charset other than UTF-8")
                .extracting(ProblemException::status)
                .isEqualTo(415);
        assertThat(read(STRUCTURED + "; charset=US-ASCII", Map.of(), event)).hasSize(1);
    }

    @Test
    void aByteOrderMarkIsRemoved() {
        byte[] event = ("\ufeff" + GOOD + TO_ALICE + "}").getBytes(UTF_8);
        assertThat(value(read(STRUCTURED, Map.of(), event).get(0))).isEqualTo(GOOD + "}");
        byte[] batch = ("\ufeff[" + GOOD + TO_ALICE + ",\"data\":[1]}]").getBytes(UTF_8);
        assertThat(value(read(Submission.BATCH, Map.of(), batch).get(0))).isEqualTo(GOOD + ",\"data\":[1]}");
        assertThat(value(read("application/json", attributes(), "\ufeff[1]".getBytes(UTF_8))
                        .get(0)))
                .endsWith(",\"data\":[1]}");
        assertThat(value(read("text/plain", attributes(), "\ufeffhi".getBytes(UTF_8))
                        .get(0)))
                .endsWith(",\"data\":\"hi\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ,"confluentRouting":{"route":"a"} | NAME
            ,"n":2147483648                   | TYPE
            ,"n":1.5                          | TYPE
            ,"s":"a\\u0000b"                | TEXT
            ,"s":"\\ud800"                  | TEXT
            ,"subject":""                     | FORMAT
            ,"dataschema":"/relative"         | FORMAT
            ,"time":"yesterday"               | FORMAT
            """)
    void forbiddenAttributesAreDroppedAndCounted(String attribute, DropReason reason) {
        Addressed event = structured(attribute);
        assertThat(value(event)).isEqualTo(GOOD + "}");
        assertThat(event.dropped().counts()).isEqualTo(Map.of(reason, 1));
    }

    @Test
    void unusualSpellingsAreNormalised() {
        assertThat(value(structured(",\"time\":\"2024-01-01T00:00:00+0000\"")))
                .isEqualTo(GOOD + ",\"time\":\"2024-01-01T00:00:00+00:00\"}");
        byte[] iri = (GOOD.replace("/s", "/ä") + TO_ALICE + "}").getBytes(UTF_8);
        assertThat(value(read(STRUCTURED, Map.of(), iri).get(0))).contains("\"source\":\"/%C3%A4\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"type\":\"t\"', '\"type\":\"a\\u0000b\"', type: a text with characters",
        "'\"type\":\"t\"', '\"type\":\"tidings.goaway\"', type: reserved",
        "'\"type\":\"t\"', '\"type\":\"tidings.go\\u0061way\"', type: reserved",
        "'\"source\":\"/s\"', '\"source\":\"/tidings\"', source: reserved",
        "'\"source\":\"/s\"', '\"source\":\"a b\"', source: not a URI reference",
        "'\"specversion\":\"1.0\"', '\"specversion\":\"2.0\"', specversion: 2.0 (expected: 1.0)"
    })
    void anInvalidRequiredAttributeIsNamed(String good, String bad, String named) {
        String event = GOOD.replace(good, bad) + TO_ALICE + "}";
        assertBad(named, STRUCTURED, Map.of(), event.getBytes(UTF_8));
        assertBad("event 0: " + named, Submission.BATCH, Map.of(), ("[" + event + "]").getBytes(UTF_8));
    }

    @Test
    void typesAndSourceOfTidingsAreReservedInBinaryMode() {
        assertBad("type: reserved", "text/plain", attributes("ce-type", "tidings.goaway"), new byte[0]);
        assertBad("type: reserved", "text/plain", attributes("ce-type", "tidings%2Egoaway"), new byte[0]);
        assertBad("source: reserved", null, attributes("ce-source", "\"/tidings\""), new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "100% off, 100% off",
        "%zz, %zz",
        "%, %",
        "%4, %4",
        "%%41, %A",
        "%E4%BD%A0, 你",
        "Gr%c3%bc%C3%9Fe %25, Grüße %",
        "\"a \\\"b\\\"\", 'a \"b\"'",
        "Ã¼, ü"
    })
    void aPercentSignWithoutAnEscapeIsKept(String header, String subject) {
        String json = value(read("text/plain", attributes("ce-subject", header), new byte[0])
                .get(0));
        assertThat(new io.vertx.core.json.JsonObject(json).getString("subject")).isEqualTo(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%e4", "%ff%fe", "ü", "中", "%ed%a0%80", "%00", ""})
    void aHeaderThatIsNoTextIsDropped(String header) {
        Addressed event = read(null, attributes("ce-subject", header, "ce-comment", "c"), new byte[0])
                .get(0);
        assertThat(value(event)).isEqualTo(GOOD + ",\"comment\":\"c\"}");
        assertThat(event.dropped().isEmpty()).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void withoutAContentTypeThereIsNoDatacontenttype(@Nullable String none) {
        assertThat(value(read(none, attributes(), "{\"a\": 1}".getBytes(UTF_8)).get(0)))
                .isEqualTo(GOOD + ",\"data\":{\"a\": 1}}");
        assertThat(value(read(none, attributes(), new byte[0]).get(0))).isEqualTo(GOOD + "}");
        assertThat(value(read(none, attributes("ce-datacontenttype", "text/plain"), "hi".getBytes(UTF_8))
                        .get(0)))
                .endsWith(",\"datacontenttype\":\"text/plain\",\"data\":\"hi\"}");
        assertBad("the Content-Type of the data", none, attributes(), "hi".getBytes(UTF_8));
    }

    @Test
    void blankJsonIsNoData() {
        assertThat(value(read("application/json", attributes(), " \r\n".getBytes(UTF_8))
                        .get(0)))
                .endsWith("\"datacontenttype\":\"application/json\"}");
    }

    @Test
    void anUnpairedSurrogateIsReplacedInDataButRefusedInAUser() {
        assertThat(value(structured(",\"data\":\"\\ud83d\""))).isEqualTo(GOOD + ",\"data\":\"\\ufffd\"}");
        byte[] nobody = (GOOD + ",\"audience\":\"\\ud83d\"}").getBytes(UTF_8);
        assertBad("audience: has characters", STRUCTURED, Map.of(), nobody);
    }
}
