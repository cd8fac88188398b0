package dev.tidings.intake.route;

import static dev.tidings.intake.route.SomeRoutes.draft;
import static dev.tidings.intake.route.SomeRoutes.event;
import static dev.tidings.intake.route.SomeRoutes.header;
import static dev.tidings.intake.route.SomeRoutes.json;
import static dev.tidings.intake.route.SomeRoutes.keys;
import static dev.tidings.intake.route.SomeRoutes.record;
import static dev.tidings.intake.route.SomeRoutes.route;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.intake.format.SourceRecord;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RouteTest {
    @Test
    void theRecipientMayBeTheKey() {
        assertThat(keys(draft(route("user: key"), "{}"))).containsExactly("notifications alice");
    }

    @Test
    void theRecipientMayBeAHeader() {
        SourceRecord record = record(null, "{}", header("user", "eve"), header("user", "bob"));
        assertThat(keys(draft(route("user: headers.user"), record))).containsExactly("notifications bob");
        assertThat(keys(draft(route("user: headers['user']"), record))).containsExactly("notifications bob");
    }

    @Test
    void theRecipientMayBeAFieldOfTheValue() {
        assertThat(keys(draft(route("user: value.order.customer"), "{\"order\":{\"customer\":\"carol\"}}")))
                .containsExactly("notifications carol");
    }

    @Test
    void anArrayOfUsersYieldsOneEventForEachUser() {
        Draft draft = draft(route("user: value.users"), "{\"users\":[\"alice\",\"bob\",\"alice\"]}");
        assertThat(keys(draft)).containsExactly("notifications alice", "notifications bob");
        assertThat(draft.events().get(0).value()).isSameAs(draft.events().get(1).value());
    }

    @Test
    void anAudienceMayBeUsersGroupsAndEveryone() {
        assertThat(keys(draft(
                        route("audience: \"['alice', 'group:' + value.team, 'everyone']\""), "{\"team\":\"staff\"}")))
                .containsExactly("notifications alice", "announcements group:staff", "announcements everyone");
    }

    @Test
    void aUserMayHaveAnyName() {
        assertThat(keys(draft(route("user: value"), "[\"everyone\",\"group:staff\"]")))
                .containsExactly("notifications everyone", "notifications group:staff");
    }

    @Test
    void aConditionFiltersRecords() {
        Route route = route("user: key", "when: value.amount > 100");
        assertThat(route.map(record("alice", "{\"amount\":100}"))).isInstanceOf(Mapping.Filtered.class);
        assertThat(route.map(record("alice", "{\"amount\":100.01}"))).isInstanceOf(Mapping.Mapped.class);
    }

    @Test
    void byDefaultAnEventNamesItsRecordAndHasItsValueAsData() {
        Draft draft = draft(route("user: key"), "{\"amount\":12.50,\"of\":[1,null,\"ä😀\"]}");
        assertThat(draft.source()).isEqualTo("/kafka/orders");
        assertThat(draft.id()).isEqualTo("orders-3-42");
        assertThat(json(draft))
                .hasToString("{\"specversion\":\"1.0\",\"id\":\"orders-3-42\",\"source\":\"/kafka/orders\","
                        + "\"type\":\"notification\",\"time\":\"2026-11-18T11:06:40Z\","
                        + "\"data\":{\"amount\":12.5,\"of\":[1,null,\"ä😀\"]}}");
    }

    @Test
    void expressionsGiveTheAttributes() {
        JsonNode event = event(
                route(
                        "user: key",
                        "type: \"'order.' + value.state\"",
                        "source: \"'/shop/' + topic\"",
                        "id: value.number",
                        "subject: value.?customer",
                        "time: value.at",
                        "data: \"{'total': value.total, 'at': timestamp, 'days': [1, 2]}\"",
                        "extensions: {severity: '3', urgent: 'true', tenant: value.tenant}"),
                "{\"state\":\"paid\",\"number\":4711,\"at\":\"2026-01-02T03:04:05+01:00\",\"total\":9,\"tenant\":\"a\"}");
        assertThat(event)
                .hasToString(
                        "{\"specversion\":\"1.0\",\"id\":\"4711\",\"source\":\"/shop/orders\",\"type\":\"order.paid\","
                                + "\"time\":\"2026-01-02T02:04:05Z\",\"severity\":3,\"tenant\":\"a\",\"urgent\":true,"
                                + "\"data\":{\"total\":9,\"at\":\"2026-11-18T11:06:40Z\",\"days\":[1,2]}}");
    }

    @Test
    void textIsInTheLocaleOfTheRecord() {
        Route route = route(
                "user: key",
                "locale: value.?lang",
                "default-locale: en",
                "text:\n  en: {title: 'Order {value.id} is {{here}}', body: '{value.sum} EUR'}\n"
                        + "  de: {title: 'Bestellung {value.id} ist da'}");
        assertThat(event(route, "{\"id\":7,\"sum\":12.0,\"lang\":\"de-AT\"}").at("/data"))
                .hasToString("{\"id\":7,\"sum\":12.0,\"lang\":\"de-AT\",\"title\":\"Bestellung 7 ist da\"}");
        assertThat(event(route, "{\"id\":7,\"sum\":12.0,\"lang\":\"fr\"}")
                        .at("/data/title")
                        .asText())
                .isEqualTo("Order 7 is {here}");
        assertThat(event(route, "{\"id\":7,\"sum\":12.5}").at("/data/body").asText())
                .isEqualTo("12.5 EUR");
    }

    @Test
    void textReplacesDataThatIsNoObject() {
        Route route = route("user: key", "format: text", "text: {en: {title: 'New: {value}'}}");
        assertThat(event(route, "tea").at("/data")).hasToString("{\"title\":\"New: tea\"}");
    }

    @Test
    void anEventMayExpire() {
        for (String expiry : new String[] {
            "1h",
            "PT1H",
            "duration('1h')",
            "timestamp + duration('1h')",
            "value.until",
            "\"'1h'\"",
            "2026-11-18T12:06:40Z"
        }) {
            assertThat(event(route("user: key", "expiry: " + expiry), "{\"until\":\"2026-11-18T13:06:40+01:00\"}")
                            .at("/expirytime")
                            .asText())
                    .as(expiry)
                    .isEqualTo("2026-11-18T12:06:40Z");
        }
        assertThat(event(route("user: key", "expiry: value.?until"), "{}").has("expirytime"))
                .isFalse();
    }

    @Test
    void anUnusualTimeIsNormalised() {
        for (String time : new String[] {
            "2026-01-02T03:04:05+0100", "2026-01-02 03:04:05+01", "2026-01-02t02:04:05z", "2026-01-02T02:04:05 UTC"
        }) {
            JsonNode event = event(route("user: key", "time: value.t", "expiry: value.t"), "{\"t\":\"" + time + "\"}");
            assertThat(event.at("/time").asText()).as(time).isEqualTo("2026-01-02T02:04:05Z");
            assertThat(event.at("/expirytime").asText()).as(time).isEqualTo("2026-01-02T02:04:05Z");
        }
    }

    @Test
    void anEventMayHaveACollapseKey() {
        assertThat(event(route("user: key", "collapse-key: \"'order-' + string(value.id)\""), "{\"id\":7}")
                        .at("/collapsekey")
                        .asText())
                .isEqualTo("order-7");
    }

    @Test
    void aCloudEventKeepsAttributesThatTheRouteDoesNotSet() {
        String came =
                "{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"/s\",\"type\":\"t\",\"time\":\"2026-01-01T00:00:00Z\","
                        + "\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\",\"tenant\":\"x\","
                        + "\"datacontenttype\":\"text/plain\",\"data\":\"hello\"}";
        Route route = route("user: event.tenant", "format: cloudevents", "type: \"event.type + '.copied'\"");
        JsonNode event = event(route, came);
        assertThat(event.at("/type").asText()).isEqualTo("t.copied");
        assertThat(event.at("/traceparent").asText()).startsWith("00-0af7651916cd43dd8448eb211c80319c");
        assertThat(event.at("/datacontenttype").asText()).isEqualTo("text/plain");
        assertThat(event.at("/data").asText()).isEqualTo("hello");
        assertThat(draft(route, came)).extracting(Draft::source, Draft::id).containsExactly("/s", "a");
    }

    @Test
    void attributesOfReplacedDataAreRemoved() {
        String came =
                "{\"id\":\"a\",\"source\":\"/s\",\"type\":\"t\",\"datacontenttype\":\"text/plain\",\"data\":\"hi\"}";
        JsonNode event = event(route("user: key", "format: cloudevents", "data: \"{'said': value}\""), came);
        assertThat(event.has("datacontenttype")).isFalse();
        assertThat(event.at("/data")).hasToString("{\"said\":\"hi\"}");
    }

    @Test
    void aBatchYieldsAnEventForEachMatch() {
        Route route = route("user: key", "format: cloudevents", "when: value > 1");
        String event = "{\"id\":\"%d\",\"source\":\"/s\",\"type\":\"t\",\"data\":%d}";
        String batch = "[" + event.formatted(1, 1) + "," + event.formatted(2, 2) + "," + event.formatted(3, 3) + "]";
        assertThat(((Mapping.Mapped) route.map(record("alice", batch))).drafts())
                .extracting(Draft::id)
                .containsExactly("2", "3");
    }

    @Test
    void anEventHasTheTraceOfItsRecord() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assertThat(json(draft(route("user: key"), record("alice", "{}", header("traceparent", trace))))
                        .at("/traceparent")
                        .asText())
                .isEqualTo(trace);
    }

    @Test
    void expressionsKnowThePositionOfTheRecord() {
        Route route = route("user: \"topic + '-' + string(partition) + '-' + string(offset) + '-' + key\"");
        assertThat(keys(draft(route, record(null, "{}")))).containsExactly("notifications orders-3-42-");
    }

    @Test
    void limitsAreReadAsEventsPerPeriod() {
        Route route = route("user: key", "limit: {route: 100/1s, recipient: 5/10m, excess: collapse}");
        assertThat(route.limits())
                .isEqualTo(new Limits(
                        new Limits.Rate(100, 1000),
                        new Limits.Rate(5, Duration.ofMinutes(10).toMillis()),
                        Limits.Excess.COLLAPSE));
        assertThat(route("user: key").limits()).isEqualTo(Limits.NONE);
    }
}
