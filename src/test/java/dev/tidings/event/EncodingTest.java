package dev.tidings.event;

import static dev.tidings.event.Readings.GOOD;
import static dev.tidings.event.Readings.MARK;
import static dev.tidings.event.Readings.STRUCTURED;
import static dev.tidings.event.Readings.TOLD;
import static dev.tidings.event.Readings.binary;
import static dev.tidings.event.Readings.json;
import static dev.tidings.event.Readings.read;
import static dev.tidings.event.Readings.reason;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Records;
import io.vertx.core.json.JsonObject;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is UTF-8, in every mode; its byte order mark is left out. */
class EncodingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "x-UTF-16LE-BOM", "UTF-32LE", "UTF-32BE", "X-UTF-32LE-BOM"})
    void anotherEncodingThanUtf8IsNotJsonInEveryMode(String charset) {
        for (String text : List.of(GOOD, "{\"a\":1}", MARK + "{\"a\":1}", "1", "\"中文\"", "[\"😀\"]")) {
            byte[] value = text.getBytes(Charset.forName(charset));
            assertThat(reason(read(Map.of(), value))).as(text).isEqualTo(RejectReason.NOT_JSON);
            assertThat(reason(read(TOLD, value))).as(text).isEqualTo(RejectReason.NOT_JSON);
            assertThat(reason(read(binary("content-type", "application/json"), value)))
                    .as(text)
                    .isEqualTo(RejectReason.NOT_JSON);
            assertThat(reason(read(binary(), value))).as(text).isEqualTo(RejectReason.NOT_JSON);
            assertThat(reason(read(binary("content-type", "text/plain"), value)))
                    .as(text)
                    .isEqualTo(RejectReason.NOT_UTF8);
        }
    }

    @Test
    void aByteOrderMarkIsRemoved() {
        assertThat(json(read(TOLD, MARK + GOOD))).isEqualTo(GOOD);
        assertThat(json(read(Map.of(), MARK + GOOD))).isEqualTo(GOOD);
        assertThat(json(read(Map.of(), MARK + "{\"a\":1}"))).endsWith(",\"data\":{\"a\":1}}");
        assertThat(json(read(binary("content-type", "application/json"), MARK + "[1]")))
                .endsWith(",\"data\":[1]}");
        assertThat(json(read(binary("content-type", "text/plain"), MARK + "hi")))
                .endsWith(",\"data\":\"hi\"}");
        assertThat(new JsonObject(json(read(binary("content-type", "application/json"), MARK))).containsKey("data"))
                .isFalse();
        StoredRecord record = Records.stored(TOLD, (MARK + GOOD).getBytes(UTF_8));
        assertThat(EventReader.plainLength(record.bytes(), record.headersFrom(), record.valueFrom(), record.end()))
                .as("the fast route leaves it to the reader")
                .isZero();
    }

    @Test
    void aByteOrderMarkInsideOfTheTextIsText() {
        String inside = GOOD.replace("{}", "\"a" + MARK + "\"");
        assertThat(json(read(TOLD, inside))).isEqualTo(inside);
        for (String twice : List.of(MARK + MARK + GOOD, MARK + "\u0000" + GOOD, GOOD + MARK, MARK)) {
            assertThat(reason(read(TOLD, twice))).isEqualTo(RejectReason.NOT_JSON);
            assertThat(reason(read(Map.of(), twice))).isEqualTo(RejectReason.NOT_JSON);
        }
    }

    @Test
    void invalidUtf8IsRejectedEverywhere() {
        for (byte[] wrong : List.of(
                new byte[] {(byte) 0xc0, (byte) 0xaf},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xe2, (byte) 0x82},
                new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                "ü".getBytes(ISO_8859_1))) {
            String text = new String(wrong, ISO_8859_1);
            byte[] value = GOOD.replace("{}", '"' + text + '"').getBytes(ISO_8859_1);
            assertThat(reason(read(TOLD, value))).isEqualTo(RejectReason.NOT_UTF8);
            assertThat(reason(read(Map.of(), value))).isEqualTo(RejectReason.NOT_UTF8);
            assertThat(reason(read(binary(), ('"' + text + '"').getBytes(ISO_8859_1))))
                    .isEqualTo(RejectReason.NOT_UTF8);
        }
    }

    @Test
    void theHeaderOfASchemaRegistryHasItsOwnRejectReason() {
        byte[] framed = ("\u0000\u0000\u0000\u0001\u0007" + GOOD).getBytes(UTF_8);
        assertThat(reason(read(Map.of(), framed))).isEqualTo(RejectReason.SCHEMA_REGISTRY_HEADER);
        assertThat(reason(read(TOLD, framed))).isEqualTo(RejectReason.SCHEMA_REGISTRY_HEADER);
        assertThat(reason(read(binary(), framed))).isEqualTo(RejectReason.SCHEMA_REGISTRY_HEADER);
        assertThat(RejectReason.SCHEMA_REGISTRY_HEADER.label()).isEqualTo("schema-registry-header");
    }

    @ParameterizedTest
    @CsvSource({"utf-16, NOT_UTF8", "UTF-32LE, NOT_UTF8", "ISO-10646-UCS-2, NOT_UTF8"})
    void aCharsetOtherThanUtf8IsRejected(String charset, RejectReason reason) {
        assertThat(reason(read(Map.of("content-type", STRUCTURED + "; charset=" + charset), GOOD)))
                .isEqualTo(reason);
        assertThat(reason(read(Map.of("content-type", "application/json;charset=\"" + charset + '"'), GOOD)))
                .isEqualTo(reason);
        assertThat(reason(read(binary("content-type", "text/plain; charset=" + charset), "a")))
                .isEqualTo(reason);
    }

    @Test
    void aCharsetThatAgreesWithUtf8ForTheseBytesIsAccepted() {
        Map<String, String> latin = Map.of("content-type", STRUCTURED + "; charset=iso-8859-1");
        assertThat(json(read(latin, GOOD))).isEqualTo(GOOD);
        assertThat(reason(read(latin, GOOD.replace("{}", "\"ü\"")))).isEqualTo(RejectReason.NOT_UTF8);
        assertThat(json(read(Map.of("content-type", STRUCTURED + "; charset=US-ASCII"), GOOD)))
                .isEqualTo(GOOD);
    }
}
