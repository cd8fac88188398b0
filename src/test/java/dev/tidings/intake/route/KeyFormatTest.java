package dev.tidings.intake.route;

import static dev.tidings.intake.route.SomeRoutes.dead;
import static dev.tidings.intake.route.SomeRoutes.draft;
import static dev.tidings.intake.route.SomeRoutes.fault;
import static dev.tidings.intake.route.SomeRoutes.json;
import static dev.tidings.intake.route.SomeRoutes.keys;
import static dev.tidings.intake.route.SomeRoutes.record;
import static dev.tidings.intake.route.SomeRoutes.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.intake.format.DeadReason;
import dev.tidings.intake.format.SourceRecord;
import dev.tidings.intake.route.Mapping.Dead;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a record's key is, and that nobody is told of a user whom nobody is. */
class KeyFormatTest {
    private static SourceRecord bytes(String hex) {
        return new SourceRecord(
                new SourceRecord.Place("orders", 0, 0),
                0,
                HexFormat.ofDelimiter(" ").parseHex(hex),
                new byte[] {'1'},
                List.of());
    }

    @Test
    void aQuotedKeyIsAUserWithKeyFormatJson() {
        Route route = route("user: key", "key-format: json");
        assertThat(keys(draft(route, record("\"alice\"", "1")))).containsExactly("notifications alice");
        assertThat(keys(draft(route, record("42", "1")))).containsExactly("notifications 42");
    }

    @Test
    void binaryNumbersAreUsers() {
        assertThat(keys(draft(route("user: key", "key-format: long"), bytes("00 00 00 00 00 00 00 2a"))))
                .containsExactly("notifications 42");
        assertThat(keys(draft(route("user: key", "key-format: integer"), bytes("00 00 00 2a"))))
                .containsExactly("notifications 42");
    }

    @Test
    void aFieldOfAKeyMayBeTheUserAndBeUsedInATemplate() {
        Route route = route(
                "user: string(key.id)",
                "key-format: json",
                "id: key.id",
                "when: key.id > 1",
                "text: {en: {title: 'For {key.id}'}}");
        Draft draft = draft(route, record("{\"id\":42}", "{}"));
        assertThat(keys(draft)).containsExactly("notifications 42");
        assertThat(json(draft).at("/data/title").asText()).isEqualTo("For 42");
        assertThat(dead(route, record("{\"id\":\"s3cret\"}", "{}")).message()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            22 61 6c 69 63 65 22             | key: quoted text (expected: key-format: json)
            7b 22 69 64 22 3a 31 7d          | key: a JSON object (expected: key-format: json)
            00 00 00 00 00 00 00 2a          | key: 8 bytes, as of a long (expected: key-format: long)
            00 00 00 2a                      | key: 4 bytes, as of an integer (expected: key-format: integer)
            00 00 00 00 01 0a 61 6c 69 63 65 | key: a schema registry's header (expected: key-format: avro, protobuf or json-schema)
            00 00 00 00 01 04 61 6c          | key: a schema registry's header (expected: key-format: avro, protobuf or json-schema)
            00 00 00 01 00 00 00 2a          | key: 8 bytes, as of a long (expected: key-format: long)
            61 0a                            | key: control characters (expected: text, or another key-format)
            61 c2 85                         | a recipient with control characters (expected: none)
            """)
    void aKeyThatCannotBeAUserIsDeadAndNamesTheSetting(String key, String said) {
        for (String user : new String[] {"user: key", "audience: key", "user: \"[key]\""}) {
            assertThat(dead(route(user), bytes(key)))
                    .isEqualTo(new Dead(
                            DeadReason.BAD_AUDIENCE,
                            "route orders, " + user.substring(0, user.indexOf(':')) + ": " + said));
        }
    }

    @Test
    void anUnusedKeyMayBeAnything() {
        assertThat(route("user: \"'alice'\"", "key-format: json").map(bytes("ff")))
                .isInstanceOf(Mapping.Mapped.class);
        assertThat(route("user: \"'alice'\"", "when: key != ''").map(bytes("22 61 22")))
                .isInstanceOf(Mapping.Mapped.class);
        assertThat(keys(draft(route("user: key.replace('\"', '')"), bytes("22 61 22"))))
                .containsExactly("notifications a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "a\\nb"          | a recipient with control characters (expected: none)
            "\\u0000"        | a recipient with control characters (expected: none)
            "\\u007f"        | a recipient with control characters (expected: none)
            ["a","b\\tc"]    | a recipient with control characters (expected: none)
            "\\"alice\\""    | a quoted text (expected: a recipient without quotes around it)
            """)
    void anExpressionThatYieldsNoUserIsDead(String value, String said) {
        assertThat(dead(route("user: value"), value))
                .isEqualTo(new Dead(DeadReason.BAD_AUDIENCE, "route orders, user: " + said));
    }

    @Test
    void aKeyOfAnotherFormatIsDeadWhereAnExpressionReadsIt() {
        for (String[] keys : new String[][] {
            {"user: key"},
            {"user: value.u", "when: key == 'a'"},
            {"user: value.u", "id: key"},
            {"user: value.u", "text: {en: {title: '{key}'}}"}
        }) {
            String[] all = new String[keys.length + 1];
            System.arraycopy(keys, 0, all, 0, keys.length);
            all[keys.length] = "key-format: json";
            Dead dead = dead(route(all), record("s3cret", "{\"u\":\"alice\"}"));
            assertThat(dead.reason()).isEqualTo(DeadReason.UNREADABLE);
            assertThat(dead.message()).contains(": key: not JSON").doesNotContain("s3cret");
        }
    }

    @Test
    void anInvalidKeyFormatIsNamed() {
        assertThat(fault("user: key", "key-format: avro"))
                .startsWith("routes.yaml: routes.orders.key-format: tidings.intake.registry.url is missing");
        assertThat(fault("user: key", "keyformat: json")).contains("keyformat is not known (nearest: key-format)");
        assertThat(fault("user: key", "key-format: ''")).contains("key-format is empty");
    }
}
