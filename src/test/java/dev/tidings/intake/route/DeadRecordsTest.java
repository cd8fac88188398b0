package dev.tidings.intake.route;

import static dev.tidings.intake.route.SomeRoutes.dead;
import static dev.tidings.intake.route.SomeRoutes.record;
import static dev.tidings.intake.route.SomeRoutes.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.intake.format.DeadReason;
import dev.tidings.intake.format.SourceRecord;
import dev.tidings.intake.route.Mapping.Dead;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each says route, key and type, and nothing of the record's content. */
class DeadRecordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    user: value.user                | {}                            | EXPRESSION    | route orders, user: a field is missing (at character 6)
                    user: value.user                | "s3cret"                      | EXPRESSION    | route orders, user: a field is missing (at character 6)
                    user: value.user                | {"user":null}                 | BAD_AUDIENCE  | route orders, user: null (expected: a string or a list of strings)
                    user: value.user                | {"user":42}                   | BAD_AUDIENCE  | route orders, user: int (expected: a string or a list of strings)
                    user: value.user                | {"user":{"s3cret":1}}         | BAD_AUDIENCE  | route orders, user: map (expected: a string or a list of strings)
                    user: value.user                | {"user":""}                   | BAD_AUDIENCE  | route orders, user: a recipient of 0 characters (expected: well-formed, from 1 to 256)
                    user: value.user                | {"user":"\\ud83d"}            | BAD_AUDIENCE  | route orders, user: a recipient of 1 characters (expected: well-formed, from 1 to 256)
                    user: value.user                | {"user":[]}                   | BAD_AUDIENCE  | route orders, user: 0 recipients (expected: from 1 to 1000)
                    user: value.user                | {"user":["a",null]}           | BAD_AUDIENCE  | route orders, user: null (expected: a string or a list of strings)
                    user: value.user                | {"user":["a",["b"]]}          | BAD_AUDIENCE  | route orders, user: list (expected: a string or a list of strings)
                    audience: value                 | "group:"                      | BAD_AUDIENCE  | route orders, audience: a group without a name (expected: group:<name>)
                    when: value.n > 1               | {"n":"s3cret"}                | EXPRESSION    | route orders, when: a value is of another type than the operation (at character 9)
                    when: value                     | 1                             | EXPRESSION    | route orders, when: int (expected: a bool)
                    when: value.n / 0 > 1           | {"n":1}                       | EXPRESSION    | route orders, when: a division by zero (at character 9)
                    when: timestamp(value) > timestamp | "s3cret"                   | EXPRESSION    | route orders, when: a function does not accept a value (at character 10)
                    when: value.substring(9) == ''  | "s3cret"                      | EXPRESSION    | route orders, when: failed
                    type: value.t                   | {"t":7}                       | BAD_ATTRIBUTE | route orders, type: int (expected: a string)
                    type: value.t                   | {"t":null}                    | BAD_ATTRIBUTE | route orders, type: null (expected: a string)
                    type: value.t                   | {"t":""}                      | BAD_ATTRIBUTE | route orders, type: a string of 0 characters, where 1 to 1024 are allowed (expected: a string)
                    type: value.t                   | {"t":"tidings.goaway"}        | RESERVED      | route orders: the event's type: reserved for Tidings (expected: none that begins with tidings.)
                    source: value.t                 | {"t":"/tidings"}              | RESERVED      | route orders: the event's source: reserved for Tidings (expected: another than /tidings)
                    source: value.t                 | {"t":"a b"}                   | BAD_ATTRIBUTE | route orders: the event's source: no URI reference (expected: a URI reference)
                    id: value.t                     | {"t":""}                      | BAD_ATTRIBUTE | route orders, id: a string of 0 characters, where 1 to 1024 are allowed (expected: a string or an int)
                    subject: value.t                | {"t":"a\\nb"}                 | BAD_ATTRIBUTE | route orders, subject: a string with characters that CloudEvents forbids (expected: a string or an int)
                    time: value.t                   | {"t":"s3cret"}                | BAD_ATTRIBUTE | route orders, time: string (expected: a timestamp or a string with one)
                    time: value.t                   | {"t":1795000000}              | BAD_ATTRIBUTE | route orders, time: int (expected: a timestamp or a string with one)
                    expiry: value.t                 | {"t":"s3cret"}                | BAD_ATTRIBUTE | route orders, expiry: a string that is neither (expected: a timestamp, a duration or a string with one of them)
                    expiry: value.t                 | {"t":true}                    | BAD_ATTRIBUTE | route orders, expiry: bool (expected: a timestamp, a duration or a string with one of them)
                    data: "{'x': type(1)}"          | {}                            | EXPRESSION    | route orders: data: a type in it (expected: a value that JSON can represent)
                    extensions: {tenant: value.t}   | {"t":5000000000}              | BAD_ATTRIBUTE | route orders, extensions.tenant: an int of more than 32 bits (expected: a string, an int, a bool or a timestamp)
                    extensions: {tenant: value.t}   | {"t":[1]}                     | BAD_ATTRIBUTE | route orders, extensions.tenant: list (expected: a string, an int, a bool or a timestamp)
                    text: {en: {title: '{value.t}'}} | {"t":{"s3cret":1}}           | EXPRESSION    | route orders, text.en.title: map (expected: a string, a number, a bool, a timestamp or a duration)
                    """)
    void aRecordThatARouteCannotMapIsDeadWithItsReason(String key, String value, DeadReason reason, String message) {
        boolean recipients = key.startsWith("user") || key.startsWith("audience");
        Dead dead = dead(recipients ? route(key) : route("user: key", key), value);
        assertThat(dead).isEqualTo(new Dead(reason, message));
    }

    @Test
    void tooManyRecipientsAreDeadWhole() {
        String users =
                IntStream.range(0, 100_000).mapToObj(i -> "\"u" + i + "\"").collect(Collectors.joining(","));
        assertThat(dead(route("user: value"), "[" + users + "]"))
                .isEqualTo(new Dead(
                        DeadReason.BAD_AUDIENCE, "route orders, user: 100000 recipients (expected: from 1 to 1000)"));
        assertThat(dead(route("user: \"value.map(u, 'x' + u)\""), "[" + users + "]")
                        .message())
                .isEqualTo("route orders, user: more than 10000 steps of loops (at character 10)");
    }

    @Test
    void aRecipientOf10KilobytesIsDead() {
        assertThat(dead(route("user: value"), "\"" + "a".repeat(10_240) + "\"").reason())
                .isEqualTo(DeadReason.BAD_AUDIENCE);
    }

    @Test
    void aKeyThatIsNoTextIsDeadWhereItIsUsed() {
        SourceRecord record = new SourceRecord(
                new SourceRecord.Place("orders", 0, 0), 0, new byte[] {(byte) 0xff}, new byte[] {'1'}, List.of());
        assertThat(dead(route("user: key"), record))
                .isEqualTo(new Dead(
                        DeadReason.EXPRESSION, "route orders, user: the record's key is no text (expected: UTF-8)"));
        assertThat(route("user: \"'alice'\"").map(record)).isInstanceOf(Mapping.Mapped.class);
    }

    @Test
    void anEventLargerThanTheLogTakesIsDead() {
        assertThat(dead(route("user: key"), "\"" + "a".repeat(SomeRoutes.MAX_EVENT_SIZE) + "\"")
                        .reason())
                .isEqualTo(DeadReason.TOO_LARGE);
    }

    @Test
    void loopsAndTextsOfOneEvaluationAreBounded() {
        String list = "[" + "1,".repeat(1000) + "1]";
        assertThat(dead(route("user: key", "when: value.all(a, value.all(b, value.all(c, true)))"), list)
                        .message())
                .startsWith("route orders, when: more than 10000 steps of loops");
        String value = "{\"l\":" + list + ",\"s\":\"" + "s3cret".repeat(1000) + "\"}";
        assertThat(dead(route("user: key", "data: \"value.l.map(x, value.s + 'x')\""), value))
                .isEqualTo(new Dead(
                        DeadReason.EXPRESSION,
                        "route orders, data: more than 1000000 characters written (expected: fewer)"));
        assertThat(dead(route("user: key", "data: \"value.s.replace('', value.s)\""), value)
                        .message())
                .contains("characters written");
        assertThat(dead(route("user: key", "data: \"value.l.map(x, 'x').join(value.s)\""), value)
                        .message())
                .contains("characters written");
    }

    @Test
    void deepValuesAreDeadWhereTheLogCouldNotReadThem() {
        assertThat(dead(route("user: key"), "[".repeat(1000) + "]".repeat(1000)).reason())
                .isEqualTo(DeadReason.EXPRESSION);
        assertThat(route("user: key").map(record("alice", "[".repeat(999) + "]".repeat(999))))
                .isInstanceOf(Mapping.Mapped.class);
    }

    @Test
    void oneBadEventOfABatchIsTheWholeRecordDead() {
        String event = "{\"id\":\"%d\",\"source\":\"/s\",\"type\":\"%s\",\"data\":\"alice\"}";
        String batch = "[" + event.formatted(1, "t") + "," + event.formatted(2, "") + "]";
        assertThat(dead(route("user: value", "format: cloudevents"), batch))
                .isEqualTo(new Dead(
                        DeadReason.BAD_ATTRIBUTE,
                        "route orders: the event's type: no text, or an empty one (expected: a text)"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"Upper\":1'",
        "'\"a-b\":\"x\"'",
        "'\"big\":5000000000'",
        "'\"list\":[1]'",
        "'\"expirytime\":\"soon\"'"
    })
    void anAttributeThatCloudEventsForbidsIsDead(String attribute) {
        String event = "{\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"," + attribute + "}";
        assertThat(dead(route("user: key", "format: cloudevents"), event).reason())
                .isEqualTo(DeadReason.BAD_ATTRIBUTE);
    }

    @Test
    void whatTheFormatCannotReadIsDeadAsItSays() {
        assertThat(dead(route("user: key"), "{")).isEqualTo(new Dead(DeadReason.UNREADABLE, "value: not JSON"));
    }
}
