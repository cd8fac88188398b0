package dev.tidings.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return=minimal",
                "Return=Minimal",
                "RETURN = \"minimal\"",
                "return=minimal; foo=bar",
                "return=minimal;foo=\"a, return=representation\"",
                "respond-async, wait=100, return=minimal",
                "handling=lenient,return=minimal,",
                ",, return=minimal",
                "foo; bar=\"return=representation, x\", return=minimal",
                "foo=\"return=representation\", return=minimal",
                "return=minimal, return=representation"
            })
    void returnMinimalIsFoundAmongOtherPreferences(String header) {
        assertThat(Preference.in(List.of(header))).isEqualTo(Preference.MINIMAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "return",
                "return=",
                "return=none",
                "respond-async",
                "minimal",
                "x-return=minimal",
                "foo; return=minimal",
                "foo=\"return=minimal\"",
                "return=nothing, return=minimal",
                "\"",
                "=minimal",
                "return=minimal=1",
                "\"return\"=minimal"
            })
    void otherPreferencesAreIgnored(String header) {
        assertThat(Preference.in(List.of(header))).isNull();
    }

    @Test
    void severalHeadersAreOneListAndTheFirstPreferenceCounts() {
        assertThat(Preference.in(List.of("wait=5", "return=representation", "return=minimal")))
                .isEqualTo(Preference.REPRESENTATION);
        assertThat(Preference.in(List.of())).isNull();
    }

    @Test
    void aHostileHeaderIsParsedToItsEnd() {
        String hostile = "a".repeat(8000) + ";".repeat(8000) + "\"".repeat(8001);
        assertThat(Preference.in(List.of(hostile, "return=minimal"))).isNull();
    }
}
