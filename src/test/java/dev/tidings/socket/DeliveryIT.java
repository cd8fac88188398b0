package dev.tidings.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@TidingsTest
class DeliveryIT {
    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    private static TidingsClient connect(String user, String... groups) {
        return TidingsClient.connect(tidings, issuer.mint(user).groups(groups).sign());
    }

    @Test
    void anEventReachesOnlyTheSessionsOfItsUser() {
        try (TidingsClient phone = connect("alice");
                TidingsClient laptop = connect("alice");
                TidingsClient bob = connect("bob")) {
            log.event("alice", "e-1");
            assertThat(phone.next().getString("id")).isEqualTo("e-1");
            assertThat(laptop.next().getString("id")).isEqualTo("e-1");
            assertThat(bob.isQuiet()).isTrue();
        }
    }

    @Test
    void announcementsReachAGroupOrEveryone() {
        try (TidingsClient carol = connect("carol", "staff", "ops");
                TidingsClient dave = connect("dave", "guests")) {
            log.announce("group:staff", "a-1");
            log.announce("everyone", "a-2");
            assertThat(carol.nextIds(2)).containsExactlyInAnyOrder("a-1", "a-2");
            assertThat(dave.next().getString("id")).isEqualTo("a-2");
            assertThat(dave.isQuiet()).isTrue();
        }
    }

    @Test
    void theWelcomeDescribesTheSession() {
        try (TidingsClient erin = connect("erin")) {
            assertThat(erin.welcome().getBoolean("resumed")).isFalse();
            assertThat(erin.welcome().getString("reason")).isEqualTo("none-given");
            assertThat(erin.welcome().getDouble("heartbeat")).isEqualTo(25);
            assertThat(erin.welcome().getInstant("expires")).isNotNull();
            assertThat(erin.cursor()).isNotEmpty();
            assertThat(erin.socket().subprotocol()).isEqualTo("cloudevents.json");
        }
    }

    @Test
    void aStructuredEventIsUnchangedExceptForTheCursor() {
        String event =
                "{\"type\":\"order\", \"specversion\":\"1.0\",\"id\":\"ü-1\",\"source\":\"/s\",\"data\":{\"a\":1.50}}";
        try (TidingsClient frank = connect("frank")) {
            log.structured("frank", event);
            JsonObject got = frank.next();
            assertThat(got.getString("cursor")).isNotEmpty();
            got.remove("cursor");
            assertThat(got).isEqualTo(new JsonObject(event));
        }
    }

    /** Around each size at which a frame's head changes its length (RFC 6455, section 5.2), and far beyond. */
    @Test
    void eventsOfAnySizeArriveWhole() {
        try (TidingsClient heidi = connect("heidi")) {
            int around = TestLog.cloudEvent("").length() + heidi.cursor().length() + ",\"cursor\":\"\"".length();
            for (int frame : new int[] {124, 125, 126, 127, 128, 65_534, 65_535, 65_536, 65_537, 250_000}) {
                String id = "x".repeat(Math.max(1, frame - around));
                log.event("heidi", id);
                assertThat(heidi.next().getString("id")).hasSameSizeAs(id).isEqualTo(id);
            }
        }
    }

    @Test
    void plainJsonAndBinaryModeBecomeCloudEvents() {
        try (TidingsClient grace = connect("grace")) {
            var written = log.plain("grace", "{\"text\":\"hello\"}");
            JsonObject plain = grace.next();
            assertThat(plain.getString("type")).isEqualTo("notification");
            assertThat(plain.getString("source")).isEqualTo("/kafka/notifications");
            assertThat(plain.getString("id")).isEqualTo(written.partition() + "-" + written.offset());
            assertThat(plain.getInstant("time").toEpochMilli()).isEqualTo(written.timestamp());
            assertThat(plain.getJsonObject("data").getString("text")).isEqualTo("hello");

            log.record(
                    "grace",
                    Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", "b-1",
                            "ce_source", "/s",
                            "ce_type", "t",
                            "ce_traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                            "content-type", "text/plain"),
                    "say \"hi\"".getBytes(UTF_8));
            JsonObject binary = grace.next();
            assertThat(binary.getString("id")).isEqualTo("b-1");
            assertThat(binary.getString("data")).isEqualTo("say \"hi\"");
            assertThat(binary.getString("datacontenttype")).isEqualTo("text/plain");
            assertThat(binary.getString("traceparent")).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736");
        }
    }
}
