package dev.tidings.intake.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TextTest {
    private final ValueFormat text = Given.formats(null).of(Format.TEXT);

    @Test
    void textIsText() throws DeadException {
        assertThat(text.read(Given.record("Grüße 😀"))).containsExactly(new Document("Grüße 😀", Map.of()));
        assertThat(text.read(Given.record(""))).containsExactly(new Document("", Map.of()));
        assertThat(text.read(Given.record((byte[]) null))).containsExactly(new Document(null, Map.of()));
    }

    @Test
    void invalidUtf8IsUnreadable() {
        DeadException dead =
                catchThrowableOfType(DeadException.class, () -> text.read(Given.record(new byte[] {'a', (byte) 0xff})));
        assertThat(dead.reason()).isEqualTo(DeadReason.UNREADABLE);
        assertThat(dead).hasMessage("value: not UTF-8 (expected: UTF-8)");
    }
}
