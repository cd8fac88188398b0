package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {
    private final ValueFormat json = Given.formats(null).of(Format.JSON);

    private @Nullable Object read(String value) throws DeadException {
        List<Document> documents = json.read(Given.record(value));
        assertThat(documents).singleElement().extracting(Document::attributes).isEqualTo(Map.of());
        return documents.get(0).value();
    }

    private DeadException dead(byte[] value) {
        return catchThrowableOfType(DeadException.class, () -> json.read(Given.record(value)));
    }

    private DeadException dead(String value) {
        return dead(Given.bytes(value));
    }

    @Test
    void aValueIsWhatItSays() throws DeadException {
        assertThat(read("""
                {"text": "ä😀", "whole": 7, "least": -9223372036854775808, "part": 1.5, "yes": true, "none": null,
                 "list": [1, [], {}]}"""))
                .isEqualTo(map(
                        "text",
                        "ä😀",
                        "whole",
                        7L,
                        "least",
                        Long.MIN_VALUE,
                        "part",
                        1.5,
                        "yes",
                        true,
                        "none",
                        null,
                        "list",
                        List.of(1L, List.of(), Map.of())));
        assertThat(read(" 12 ")).isEqualTo(12L);
        assertThat(read("null")).isNull();
    }

    static Map<String, @Nullable Object> map(@Nullable Object... pairs) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) Objects.requireNonNull(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    @Test
    void aNumberThatNeitherLongNorDoubleHoldsIsItsText() throws DeadException {
        assertThat(read("9223372036854775808")).isEqualTo("9223372036854775808");
        assertThat(read("-123456789012345678901234567890")).isEqualTo("-123456789012345678901234567890");
        assertThat(read("1e999")).isEqualTo("1e999");
        assertThat(read("1e2")).isEqualTo(100.0);
    }

    @Test
    void ofNamesThatStandTwiceTheLastCounts() throws DeadException {
        assertThat(read("{\"a\": 1, \"a\": 2}")).isEqualTo(Map.of("a", 2L));
    }

    @Test
    void theHeadersOfACloudEventChangeNothing() throws DeadException {
        SourceRecord record = Given.record(
                "{\"a\": 1}", "ce_specversion", "1.0", "ce_id", "1", "content-type", "application/cloudevents+json");
        assertThat(json.read(record)).containsExactly(new Document(Map.of("a", 1L), Map.of()));
    }

    @Test
    void aTombstoneIsTheDocumentOfNull() throws DeadException {
        assertThat(json.read(Given.record((byte[]) null))).containsExactly(new Document(null, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\":}",
                "[1",
                "\"open",
                "nul",
                "1 2",
                "{} x",
                "hello",
                "01",
                "NaN",
                "\u0000\u0000",
                "'a'",
                "[1,]"
            })
    void whatIsNoJsonIsUnreadable(String value) {
        assertThat(dead(value).reason()).isEqualTo(DeadReason.UNREADABLE);
        assertThat(dead(value)).hasMessageStartingWith("value: ").hasMessageContaining("(expected: ");
    }

    @Test
    void theSentenceNamesThePlaceAndNothingOfTheContent() {
        assertThat(dead("{\"secret\": s3cr3t}"))
                .hasMessageStartingWith("value: not JSON, at byte 1")
                .hasMessageNotContaining("s3cr3t")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anEmptyValueIsUnreadable() {
        assertThat(dead("")).hasMessage("value: empty (expected: one JSON value)");
        assertThat(dead("  ").reason()).isEqualTo(DeadReason.UNREADABLE);
    }

    @Test
    void otherEncodingsAreUnreadable() {
        assertThat(dead("{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE)).reason())
                .isEqualTo(DeadReason.UNREADABLE);
        assertThat(dead("{\"a\": 1}".getBytes(StandardCharsets.UTF_16BE)).reason())
                .isEqualTo(DeadReason.UNREADABLE);
        assertThat(dead(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'})).hasMessageContaining("UTF-8");
    }

    @Test
    void deepNestingIsTooLargeHoweverDeep() throws DeadException {
        assertThat(read("[".repeat(100) + "]".repeat(100))).isInstanceOf(List.class);
        for (String deep : List.of("[".repeat(101) + "]".repeat(101), "[".repeat(100_000), "{\"a\":".repeat(100_000))) {
            assertThat(dead(deep).reason()).isEqualTo(DeadReason.TOO_LARGE);
            assertThat(dead(deep))
                    .hasMessage("value: nested too deep (expected: at most 100, tidings.intake.format.max-depth)");
        }
    }

    @Test
    void tenMegabytesAreTooLarge() {
        byte[] value = new byte[10 << 20];
        Arrays.fill(value, (byte) '1');
        assertThat(dead(value).reason()).isEqualTo(DeadReason.TOO_LARGE);
        assertThat(dead(value))
                .hasMessage("value: 10485760 bytes (expected: at most 1048576, tidings.intake.format.max-value-size)");
    }

    @Test
    void aNumberOfThousandsOfDigitsIsTooLarge() {
        assertThat(dead("1".repeat(5000)).reason()).isEqualTo(DeadReason.TOO_LARGE);
    }
}
