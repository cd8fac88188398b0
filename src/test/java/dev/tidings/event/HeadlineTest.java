package dev.tidings.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadlineTest {
    private static Headline of(String json) {
        byte[] bytes = ("##" + json).getBytes(UTF_8);
        return Headline.of(Event.plain(bytes, 2, bytes.length - 3, 0));
    }

    @Test
    void theHeadlineHasTheAttributesWithoutTheData() {
        assertThat(of(
                        "{\"specversion\":\"1.0\",\"data\":{\"id\":\"inner\",\"type\":[1]},\"type\":\"t\",\"source\":\"/s\","
                                + "\"id\":\"caf\\u00e9\",\"time\":\"2026-01-01T00:00:00Z\"}"))
                .isEqualTo(new Headline("café", "/s", "t", "2026-01-01T00:00:00Z"));
    }

    @Test
    void attributesThatAreNoTextAreSkipped() {
        assertThat(of("{\"time\":{\"id\":\"x\"},\"id\":\"i\",\"source\":\"/s\",\"type\":\"t\"}"))
                .isEqualTo(new Headline("i", "/s", "t", null));
    }
}
