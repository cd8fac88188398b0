package dev.tidings.intake.route;

import static dev.tidings.intake.route.SomeRoutes.fault;
import static dev.tidings.intake.route.SomeRoutes.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongRoutesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    when: value.amount >             | when: 1:15: mismatched input '<EOF>' (expected: an expression in CEL)
                    when: amount > 100               | when: 1:1: undeclared reference to 'amount' (expected: one of key, headers, value, event, topic, partition, offset, timestamp; a text stands in quotes)
                    when: key                        | when: 1:1: string (expected: a bool)
                    when: key > 100                  | when: 1:5: found no matching overload for '_>_' applied to '(string, int)' (expected: an expression in CEL)
                    when: "offset > 1 &&\\n  nobody" | when: 2:3: undeclared reference to 'nobody' (expected: one of key, headers, value, event, topic, partition, offset, timestamp; a text stands in quotes)
                    type: order.paid                 | type: 1:1: undeclared reference to 'order' (expected: one of key, headers, value, event, topic, partition, offset, timestamp; a text stands in quotes)
                    type: offset                     | type: 1:1: int (expected: a string)
                    id: headers                      | id: 1:1: map (expected: a string or an int)
                    time: offset                     | time: 1:1: int (expected: a timestamp or a string with one)
                    expiry: 5 minutes                | expiry: 1:3: extraneous input 'minutes' (expected: an expression in CEL)
                    expiry: offset                   | expiry: 1:1: int (expected: a timestamp, a duration or a string with one of them)
                    collapse-key: timestamp          | collapse-key: 1:1: timestamp (expected: a string or an int)
                    format: xml                      | format: xml (expected: one of json, json-schema, cloudevents, avro, protobuf, text)
                    key-format: jsn                  | key-format: jsn (expected: one of text, json, json-schema, avro, protobuf, long, integer, uuid)
                    max-audiences: many              | max-audiences: many (expected: from 1 to 100000)
                    max-audiences: 0                 | max-audiences: 0 (expected: from 1 to 100000)
                    limit: {route: 100}              | limit.route: 100 (expected: <events>/<duration>, as in 100/1s)
                    limit: {recipient: 0/1s}         | limit.recipient: 0/1s (expected: <events>/<duration>, as in 100/1s)
                    limit: {excess: keep}            | limit.excess: keep (expected: drop or collapse)
                    extensions: {Tenant: key}        | extensions.Tenant names no extension (expected: 1 to 20 small letters and digits, no attribute that has a key)
                    extensions: {cursor: key}        | extensions.cursor names no extension (expected: 1 to 20 small letters and digits, no attribute that has a key)
                    extensions: {tenant: headers}    | extensions.tenant: 1:1: map (expected: a string, an int, a bool or a timestamp)
                    text: {en: {title: 'a {b'}}      | text.en.title: 1:3: an unclosed brace (expected: }, or {{ for a brace)
                    text: {en: {title: 'a } b'}}     | text.en.title: 1:3: an unmatched closing brace (expected: }} for a brace)
                    text: {en: {title: 'a {b}'}}     | text.en.title: 1:4: undeclared reference to 'b' (expected: one of key, headers, value, event, topic, partition, offset, timestamp; a text stands in quotes)
                    text: {en: {title: a}, de: {title: b}} | default-locale is missing (expected: one of de, en)
                    text: {de_AT: {title: a}, de-at: {title: b}} | text.de_AT is set twice (expected: once, whatever its case)
                    default-locale: en               | default-locale is set without text (expected: text.<locale>.title or .body)
                    topics: [a b]                    | topics: a b (expected: names of topics, of letters, digits, '.', '_' and '-')
                    topics: [orders, notifications]  | topics: takes notifications (expected: no topic of Tidings' own, or it would map onto itself)
                    topic-pattern: 'not.*ns'         | topic-pattern: takes notifications (expected: no topic of Tidings' own, or it would map onto itself)
                    topic-pattern: 'a('              | topic-pattern: 1:3: Unclosed group (expected: a regular expression)
                    when:                            | when is empty (expected: a value, or no such key)
                    """)
    void aFaultNamesRouteKeyPlaceAndWhatWasExpected(String key, String said) {
        assertThat(fault("user: key", key)).isEqualTo("routes.yaml: routes.orders." + said);
    }

    @Test
    void exactlyOneOfTwoKeysTellsTheTopicsAndOneTheRecipients() {
        assertThat(fault("when: 'true'"))
                .isEqualTo("routes.yaml: routes.orders.audience is missing (expected: either audience or user)");
        assertThat(fault("user: key", "audience: key"))
                .isEqualTo(
                        "routes.yaml: routes.orders.audience is set beside user (expected: either audience or user)");
        assertThat(fault("user: key", "topics: a", "topic-pattern: b"))
                .isEqualTo("routes.yaml: routes.orders.topics is set beside topic-pattern (expected: either topics or"
                        + " topic-pattern)");
        assertThat(faultOf("routes: {orders: {user: key}}"))
                .isEqualTo("routes.yaml: routes.orders.topics is missing (expected: either topics or topic-pattern)");
    }

    @Test
    void aRecipientIsATextOrAListOfThem() {
        assertThat(fault("user: offset"))
                .isEqualTo("routes.yaml: routes.orders.user: 1:1: int (expected: a string or a list of strings)");
        assertThat(fault("user: '[1, 2]'"))
                .isEqualTo("routes.yaml: routes.orders.user: 1:1: list (expected: a string or a list of strings)");
    }

    @Test
    void allFaultsAreSaidAtOnce() {
        assertThat(fault("user: nobody", "when: key", "limit: {excess: x}").split("; routes"))
                .hasSize(3);
    }

    @Test
    void aRouteHasANameThatFitsMetricsAndHeaders() {
        assertThat(faultOf("routes: {'my orders': {topics: a, user: key}}"))
                .contains("my orders (expected: a route's name");
    }
}
