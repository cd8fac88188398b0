package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private final ManualTimer timer = new ManualTimer();
    private final List<String> lines = new ArrayList<>();
    private final RefusalLog log = new RefusalLog(timer, lines::add);

    private static Objection audience(String... found) {
        return new Objection(
                Refusal.AUDIENCE,
                Refusal.AUDIENCE.description(),
                new Objection.Mismatch(List.of("tidings"), List.of(found)));
    }

    @Test
    void theFirstRefusalIsLoggedAtOnceAndOthersOnceAMinute() {
        for (int i = 0; i < 18; i++) {
            log.refused(audience("account" + i));
        }
        assertThat(lines).containsExactly("tokens refused reason=audience count=1 expected=[tidings] found=[account0]");
        timer.pass(Duration.ofSeconds(59));
        assertThat(lines).hasSize(1);
        timer.pass(Duration.ofSeconds(1));
        assertThat(lines)
                .hasSize(2)
                .last()
                .isEqualTo("tokens refused reason=audience count=17 expected=[tidings] found=[account17]");
        log.refused(audience("account"));
        assertThat(lines).hasSize(2);
    }

    @Test
    void afterAQuietMinuteTheNextRefusalIsLoggedAtOnce() {
        log.refused(new Objection(Refusal.EXPIRED));
        timer.pass(Duration.ofMinutes(1));
        log.refused(new Objection(Refusal.EXPIRED));
        assertThat(lines)
                .containsExactly("tokens refused reason=expired count=1", "tokens refused reason=expired count=1");
    }

    @Test
    void eachReasonIsLoggedOnceAMinute() {
        log.refused(new Objection(Refusal.EXPIRED));
        log.refused(new Objection(Refusal.SIGNATURE));
        log.refusedLogout("nonce");
        log.leftOut("groups");
        assertThat(lines)
                .hasSize(4)
                .contains("logout tokens refused reason=nonce count=1")
                .last()
                .asString()
                .contains("claim=groups", "_claim_names", "count=1");
    }

    @Test
    void valuesOfTokensAreBoundedAndCannotBreakLines() {
        log.refused(audience("a\n2026-01-01 INFO forged", "x".repeat(5_000)));
        assertThat(lines).singleElement().asString().contains("found=[a?2026-01-01?INFO?forged,xxx");
        assertThat(lines.get(0)).hasSizeLessThan(300);
    }

    @Test
    void theNumberOfLoggedAudiencesIsBounded() {
        log.refused(audience("x ".repeat(500).split(" ")));
        assertThat(lines.get(0)).hasSizeLessThan(300);
    }
}
