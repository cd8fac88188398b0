package dev.tidings.intake.route;

import static dev.tidings.intake.route.SomeRoutes.dead;
import static dev.tidings.intake.route.SomeRoutes.fault;
import static dev.tidings.intake.route.SomeRoutes.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.intake.format.DeadReason;
import dev.tidings.intake.route.Mapping.Dead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients obey events of the server's own types: no route may write one. */
class ReservedNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"\"'tidings.goaway'\"", "\"'tid' + 'ings.x'\"", "\"true ? 'tidings.error' : value.t\""})
    void aRouteWithAReservedTypeIsRefused(String type) {
        assertThat(fault("user: key", "type: " + type))
                .startsWith("routes.yaml: routes.orders.type: tidings.")
                .endsWith(", reserved for Tidings (expected: a type without the prefix tidings.)");
    }

    @Test
    void aRouteWithTheReservedSourceIsRefused() {
        assertThat(fault("user: key", "source: \"'/tidings'\""))
                .isEqualTo(
                        "routes.yaml: routes.orders.source: /tidings, reserved for Tidings (expected: a source other than /tidings)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: value.t               | {"t":"tidings.goaway"} | type   | a type without the prefix tidings.
            type: "'tidings.' + value.t" | {"t":"x"}             | type   | a type without the prefix tidings.
            source: value.t             | {"t":"/tidings"}       | source | a source other than /tidings
            """)
    void anExpressionThatYieldsAReservedNameIsDead(String key, String value, String name, String expected) {
        assertThat(dead(route("user: key", key), value))
                .isEqualTo(new Dead(
                        DeadReason.RESERVED,
                        "route orders: the event's " + name + ": reserved for Tidings (expected: " + expected + ")"));
    }

    @Test
    void aCloudEventWithAReservedNameIsDeadUnlessRenamed() {
        String event = "{\"id\":\"1\",\"source\":\"/s\",\"type\":\"tidings.goaway\"}";
        assertThat(dead(route("user: key", "format: cloudevents"), event).reason())
                .isEqualTo(DeadReason.RESERVED);
        assertThat(route("user: key", "format: cloudevents", "type: \"'their.' + event.type\"")
                        .map(SomeRoutes.record("alice", event)))
                .isInstanceOf(Mapping.Mapped.class);
    }

    @Test
    void similarNamesAreAllowed() {
        assertThat(route("user: key", "type: \"'tidingsx'\"", "source: \"'/tidings/shop'\"")
                        .map(SomeRoutes.record("alice", "1")))
                .isInstanceOf(Mapping.Mapped.class);
    }
}
