package dev.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.PromQuery.Condition;
import dev.tidings.testkit.PromQuery.Selector;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromQueryTest {

    @Test
    void metricsAreDistinguishedFromOtherWords() {
        PromQuery query = PromQuery.of("""
                histogram_quantile(0.5, sum by (le, zone) (rate(a_bucket{x=~"b|c", y="d{}"}[5m]))) > 1
                  and on (host) max without (z) (e_total offset 1h) or f == bool 1 unless absent(g{h!="i"})""");
        assertThat(query.selectors())
                .containsExactly(
                        new Selector(
                                "a_bucket", List.of(new Condition("x", "=~", "b|c"), new Condition("y", "=", "d{}"))),
                        new Selector("e_total", List.of()),
                        new Selector("f", List.of()),
                        new Selector("g", List.of(new Condition("h", "!=", "i"))));
        assertThat(query.grouping()).containsExactly("le", "zone", "host", "z");
        assertThat(query.selectors().get(0).conditions().get(0).values()).containsExactly("b", "c");
    }
}
