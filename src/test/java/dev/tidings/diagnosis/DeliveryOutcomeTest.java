package dev.tidings.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Markdown;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeliveryOutcomeTest {

    @Test
    void allVerdictsAreDocumented() {
        assertThat(Markdown.page("diagnosis.md").table("Verdicts"))
                .extracting(row -> row.get(0).replace("`", ""))
                .containsExactlyElementsOf(Arrays.stream(DeliveryOutcome.values())
                        .map(DeliveryOutcome::label)
                        .toList());
    }
}
