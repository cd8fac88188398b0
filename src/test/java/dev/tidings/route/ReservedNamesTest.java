package dev.tidings.route;

import static dev.tidings.route.SomeRoutes.dead;
import static dev.tidings.route.SomeRoutes.fault;
import static dev.tidings.route.SomeRoutes.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.format.DeadReason;
import dev.tidings.route.Mapping.Dead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients obey events of the server's own types: no route may write one. */
class ReservedNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"\"'tidings.goaway'\"", "\"'tid' + 'ings.x'\"", "\"true ? 'tidings.error' : value.t\""})
    void aRouteOfAReservedTypeIsRefusedBeforeThereIsARecord(String type) {
        assertThat(fault("user: key", "type: " + type))
                .startsWith("routes.yaml: routes.orders.type: tidings.")
                .endsWith(" is reserved (expected: a type that does not begin with tidings.)");
    }

    @Test
    void aRouteOfTheReservedSourceIsRefusedBeforeThereIsARecord() {
        assertThat(fault("user: key", "source: \"'/tidings'\""))
                .isEqualTo(
                        "routes.yaml: routes.orders.source: /tidings is reserved (expected: another source than /tidings)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: value.t               | {"t":"tidings.goaway"} | type   | a type that does not begin with tidings.
            type: "'tidings.' + value.t" | {"t":"x"}             | type   | a type that does not begin with tidings.
            source: value.t             | {"t":"/tidings"}       | source | another source than /tidings
            """)
    void anExpressionThatMakesAReservedNameIsADeadLetter(String key, String value, String name, String expected) {
        assertThat(dead(route("user: key", key), value))
                .isEqualTo(new Dead(
                        DeadReason.RESERVED,
                        "route orders: the event's " + name + " is reserved (expected: " + expected + ")"));
    }

    @Test
    void aCloudEventOfAReservedNameIsADeadLetterAndMayBeRenamed() {
        String event = "{\"id\":\"1\",\"source\":\"/s\",\"type\":\"tidings.goaway\"}";
        assertThat(dead(route("user: key", "format: cloudevents"), event).reason()).isEqualTo(DeadReason.RESERVED);
        assertThat(route("user: key", "format: cloudevents", "type: \"'their.' + event.type\"")
                        .map(SomeRoutes.record("alice", event)))
                .isInstanceOf(Mapping.Mapped.class);
    }

    @Test
    void namesThatOnlyLookLikeThemAreFree() {
        assertThat(route("user: key", "type: \"'tidingsx'\"", "source: \"'/tidings/shop'\"")
                        .map(SomeRoutes.record("alice", "1")))
                .isInstanceOf(Mapping.Mapped.class);
    }
}
