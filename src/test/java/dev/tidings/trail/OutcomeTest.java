package dev.tidings.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Markdown;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void theReadmesVerdictsAreAllOfThem() {
        assertThat(Markdown.page("diagnosis.md").table("Verdicts"))
                .extracting(row -> row.get(0).replace("`", ""))
                .containsExactlyElementsOf(
                        Arrays.stream(Outcome.values()).map(Outcome::label).toList());
    }
}
