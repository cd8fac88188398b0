package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Bystander;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What becomes of records: each has exactly one outcome, and no record closes a session. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TidingsTest
class RecordOutcomesIT {
    /** Stands in each value that is rejected; no line of the log may have it. */
    private static final String SECRET = "s3cret-of-the-value";

    private static final Map<String, String> STRUCTURED = Map.of("content-type", "application/cloudevents+json");

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    @AutoClose
    private static Bystander alice;

    @BeforeAll
    static void connectAlice() {
        alice = Bystander.connect(tidings, log, issuer, "alice");
    }

    @AfterEach
    void thePartitionContinuesAndNoSessionIsClosed() {
        alice.assertUnaffected(SECRET);
        assertThat(tidings.metric("tidings_sessions_closed_total")).isZero();
        assertSumsUp(tidings);
    }

    /** Fails unless each record of the log is counted, and as exactly one outcome. */
    static void assertSumsUp(TidingsProcess tidings) {
        await().untilAsserted(() -> assertThat(tidings.metric("tidings_records_total"))
                .isEqualTo(tidings.metric("tidings_records_received_total")));
        assertThat(tidings.metric("tidings_records_rejected_total"))
                .isEqualTo(tidings.metric("tidings_records_total", "outcome", "rejected"));
    }

    @Test
    void forbiddenAttributesAreDroppedAndCounted() {
        double before = tidings.metric("tidings_attributes_dropped_total", "way", "log", "reason", "name");
        log.record(
                "alice",
                Map.of("ce-specversion", "1.0", "CE-ID", "1", "ce_source", "/s", "ce_type", "t", "ce_Not-Allowed", "x"),
                new byte[0]);
        JsonObject event = alice.client().next();
        assertThat(event.fieldNames()).containsExactlyInAnyOrder("specversion", "id", "source", "type", "cursor");
        assertThat(tidings.metric("tidings_attributes_dropped_total", "way", "log", "reason", "name"))
                .isEqualTo(before + 1);
    }

    @Test
    void aByteOrderMarkIsRemovedFromTheFrame() {
        log.record("alice", STRUCTURED, ("\ufeff" + TestLog.cloudEvent("marked")).getBytes(UTF_8));
        assertThat(alice.client().next().getString("id")).isEqualTo("marked");
        log.record("alice", Map.of(), ("\ufeff" + TestLog.cloudEvent("unmarked")).getBytes(UTF_8));
        assertThat(alice.client().next().getString("id")).isEqualTo("unmarked");
    }

    /** Such an event once closed each session of its audience, again at each reconnect. */
    @Test
    void anEventInAnotherEncodingClosesNoSession() {
        byte[] utf16 = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":{}}"
                .getBytes(UTF_16LE);
        log.record("alice", STRUCTURED, utf16);
        log.broker().produce(log.announcements(), "everyone", STRUCTURED, utf16);
        log.event("alice", "after");
        log.announce("everyone", "after, for everyone");
        assertThat(alice.client().nextIds(2)).containsExactlyInAnyOrder("after", "after, for everyone");
    }

    @Test
    void anEventPastItsExpiryTimeIsNotDelivered() {
        double before = tidings.metric("tidings_records_total", "outcome", "expired");
        log.structured("alice", expiring(Instant.now().minusSeconds(1).toString()));
        await().untilAsserted(() -> assertThat(tidings.metric("tidings_records_total", "outcome", "expired"))
                .isEqualTo(before + 1));
    }

    /** Returns an event with this expiry and with the secret as its id. */
    static String expiring(String time) {
        return TestLog.cloudEvent(SECRET).replace("\"data\"", "\"expirytime\":\"" + time + "\",\"data\"");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aFloodOfRejectedRecordsIsCountedButLoggedInPart() {
        double before = tidings.metric("tidings_records_rejected_total");
        long loggedBefore = rejectionsLogged();
        for (int i = 0; i < 1_000; i++) {
            log.send(1, null, SECRET.getBytes(UTF_8));
        }
        log.flush();
        await().untilAsserted(() ->
                assertThat(tidings.metric("tidings_records_rejected_total")).isEqualTo(before + 1_000));
        assertThat(rejectionsLogged() - loggedBefore).isBetween(1L, 500L);
    }

    private static long rejectionsLogged() {
        return tidings.log()
                .lines()
                .filter(line -> line.contains("record rejected"))
                .count();
    }

    /** Mixes valid and invalid records for alice and others: the valid ones for alice all arrive. */
    @Test
    void eachRandomRecordHasOneOutcomeAndValidOnesArrive() {
        Random random = new Random(20261122);
        double received = tidings.metric("tidings_records_received_total");
        int good = 0;
        for (int i = 0; i < 4_000; i++) {
            String user = random.nextInt(4) == 0 ? "alice" : "user-" + random.nextInt(50);
            String json = json(random.nextInt(8), i);
            boolean isGood = json.equals(TestLog.cloudEvent("m-" + i));
            if (user.equals("alice") && isGood) {
                good++;
            }
            log.send(Placement.MURMUR2, user, json);
        }
        log.flush();
        assertThat(alice.client().nextIds(good)).doesNotHaveDuplicates().allMatch(id -> id.startsWith("m-"));
        await().untilAsserted(() ->
                assertThat(tidings.metric("tidings_records_received_total")).isEqualTo(received + 4_000));
        assertSumsUp(tidings);
    }

    private static String json(int kind, int i) {
        return switch (kind) {
            case 0 -> "{\"broken\":";
            case 1 -> expiring("2020-01-01T00:00:00Z");
            case 2 -> "[1,2]";
            case 3 -> TestLog.cloudEvent("").replace("\"id\"", "\"no\"");
            default -> TestLog.cloudEvent("m-" + i);
        };
    }
}
