package dev.tidings.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.intake.format.DeadReason;
import dev.tidings.testkit.Markdown;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/intake.md names what stands in a dead letter. */
class DeadLetterGuideTest {
    private final List<String> firstColumn = Markdown.of(Path.of("docs", "intake.md")).table("Dead letters").stream()
            .map(row -> row.get(0).replace("`", ""))
            .toList();

    @Test
    void documentedReasonsEqualTheCatalogue() {
        List<String> reasons =
                Arrays.stream(DeadReason.values()).map(DeadReason::label).toList();
        int first = firstColumn.indexOf(reasons.get(0));
        assertThat(firstColumn).containsSubsequence(reasons);
        assertThat(firstColumn.subList(first, first + reasons.size())).isEqualTo(reasons);
    }

    @Test
    void documentedHeadersAreThoseThatAreRead() {
        assertThat(String.join(", ", firstColumn))
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
