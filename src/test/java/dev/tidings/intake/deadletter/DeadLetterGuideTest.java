package dev.tidings.intake.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.intake.format.DeadReason;
import dev.tidings.testkit.Markdown;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/intake-reference.md lists the reasons and headers of dead letters. */
class DeadLetterGuideTest {
    private static List<String> firstColumn(String heading) {
        return Markdown.page("intake-reference.md").table(heading).stream()
                .map(row -> row.get(0).replace("`", ""))
                .toList();
    }

    @Test
    void documentedReasonsEqualTheCatalogue() {
        assertThat(firstColumn("Reasons"))
                .isEqualTo(Arrays.stream(DeadReason.values())
                        .map(DeadReason::label)
                        .toList());
    }

    @Test
    void documentedHeadersAreThoseThatAreRead() {
        assertThat(String.join(", ", firstColumn("Dead letters")))
                .contains(
                        OriginHeaders.REASON,
                        OriginHeaders.MESSAGE,
                        OriginHeaders.ROUTE,
                        OriginHeaders.TOPIC,
                        OriginHeaders.PARTITION,
                        OriginHeaders.OFFSET,
                        OriginHeaders.TIMESTAMP);
    }
}
