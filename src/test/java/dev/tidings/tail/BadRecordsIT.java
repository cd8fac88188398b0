package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadRecordsIT {
    /** Stands in each body; no line of the log may have it. */
    private static final String SECRET = "s3cret-of-the-body";

    private static final Map<String, String> STRUCTURED = Map.of("content-type", "application/cloudevents+json");
    private static final byte[] NOT_UTF8 = {'"', (byte) 0xc3, (byte) 0x28, '"'};
    private static Issuer issuer;
    private static TestLog log;
    private static TidingsProcess tidings;
    private static TidingsClient alice;
    private static int events;

    @BeforeAll
    static void start() {
        issuer = Issuer.start();
        log = TestLog.create();
        tidings = log.readBy(TidingsProcess.named("bad-records").issuer(issuer)).startReady();
        alice = TidingsClient.connect(tidings, issuer.token("alice"));
    }

    @AfterAll
    static void stop() {
        alice.close();
        tidings.close();
        issuer.close();
    }

    @AfterEach
    void thePartitionGoesOnAndNoSessionIsHurt() {
        String id = "good-" + ++events;
        log.event("alice", id);
        assertThat(alice.next().getString("id")).isEqualTo(id);
        assertThat(tidings.log()).doesNotContain(SECRET).doesNotContain("\tat ");
        assertThat(tidings.metric("tidings_sessions_closed_total")).isZero();
        assertSumsUp();
    }

    /** Each record of the log is counted, and as exactly one outcome. */
    private static void assertSumsUp() {
        await().untilAsserted(() -> assertThat(tidings.metric("tidings_records_total"))
                .isEqualTo(tidings.metric("tidings_records_received_total")));
        assertThat(tidings.metric("tidings_records_rejected_total"))
                .isEqualTo(tidings.metric("tidings_records_total", "outcome", "rejected"));
    }

    private interface Write {
        RecordMetadata record() throws InterruptedException, ExecutionException;
    }

    private static void assertRejected(String reason, Write write) throws Exception {
        double before = tidings.metric("tidings_records_rejected_total", "reason", reason);
        RecordMetadata written = write.record();
        await().untilAsserted(() -> assertThat(tidings.metric("tidings_records_rejected_total", "reason", reason))
                .isEqualTo(before + 1));
        String topic = written.topic().startsWith("announcements") ? "announcements" : "notifications";
        String position = "record rejected reason=" + reason + " position=" + topic + "-" + written.partition() + "@"
                + written.offset();
        // A record is counted before its line is written.
        await().untilAsserted(() -> assertThat(
                        tidings.log().lines().filter(line -> line.contains(position + "\"") || line.endsWith(position)))
                .hasSize(1));
    }

    @Test
    void aRecordWithoutAKeyIsRejected() throws Exception {
        assertRejected("no-key", () -> log.record(null, Map.of(), SECRET.getBytes(UTF_8)));
    }

    @Test
    void anEmptyKeyIsRejected() throws Exception {
        assertRejected("no-key", () -> log.record("", Map.of(), SECRET.getBytes(UTF_8)));
    }

    @Test
    void aKeyThatIsNotUtf8IsRejected() throws Exception {
        assertRejected("key-not-utf8", () -> write(NOT_UTF8, SECRET.getBytes(UTF_8)));
    }

    private static RecordMetadata write(byte[] key, byte[] value) throws InterruptedException, ExecutionException {
        return log.broker()
                .producer()
                .send(new ProducerRecord<>(log.notifications(), 0, key, value))
                .get();
    }

    @Test
    void aTombstoneIsRejected() throws Exception {
        assertRejected("tombstone", () -> log.record("alice", STRUCTURED, null));
    }

    @Test
    void anAnnouncementForAnUnknownAudienceIsRejected() throws Exception {
        for (String audience : new String[] {"alice", "group:", "Everyone"}) {
            assertRejected("unknown-audience", () -> log.announce(audience, SECRET));
        }
    }

    @Test
    void brokenJsonIsRejected() throws Exception {
        assertRejected("not-json", () -> log.plain("alice", "{\"a\":\"" + SECRET));
        assertRejected("not-json", () -> log.plain("alice", "{} \"" + SECRET + "\""));
        assertRejected("not-json", () -> log.plain("alice", ""));
        assertRejected("not-json", () -> log.structured("alice", "{\"specversion\":\"1.0\", " + SECRET));
        assertRejected("not-json", () -> log.plain("alice", "[".repeat(5_000) + SECRET));
    }

    @Test
    void aValueThatIsNotUtf8IsRejected() throws Exception {
        assertRejected("not-utf8", () -> log.record("alice", Map.of(), NOT_UTF8));
        assertRejected("not-utf8", () -> log.record("alice", STRUCTURED, NOT_UTF8));
    }

    @Test
    void aMissingAttributeIsRejected() throws Exception {
        for (String name : new String[] {"specversion", "id", "source", "type"}) {
            String event = TestLog.cloudEvent(SECRET).replace("\"" + name + "\"", "\"" + name + "x\"");
            assertRejected("missing-attribute", () -> log.structured("alice", event));
        }
        assertRejected("missing-attribute", () -> log.structured("alice", "{}"));
        assertRejected(
                "missing-attribute",
                () -> log.record("alice", Map.of("ce_specversion", "1.0", "ce_id", SECRET), SECRET.getBytes(UTF_8)));
    }

    @Test
    void anAttributeThatCannotBeIsRejected() throws Exception {
        assertRejected("bad-attribute", () -> log.structured("alice", expiring(SECRET)));
        assertRejected(
                "bad-attribute",
                () -> log.structured("alice", TestLog.cloudEvent(SECRET).replace("\"id\":\"", "\"id\":\"\\u0000")));
    }

    @Test
    void whatCloudEventsForbidsIsLeftOutAndCounted() {
        double before = tidings.metric("tidings_attributes_dropped_total", "way", "log", "reason", "name");
        log.record(
                "alice",
                Map.of("ce-specversion", "1.0", "CE-ID", "1", "ce_source", "/s", "ce_type", "t", "ce_Not-Allowed", "x"),
                new byte[0]);
        JsonObject event = alice.next();
        assertThat(event.fieldNames()).containsExactlyInAnyOrder("specversion", "id", "source", "type", "cursor");
        assertThat(tidings.metric("tidings_attributes_dropped_total", "way", "log", "reason", "name"))
                .isEqualTo(before + 1);
    }

    @Test
    void anEventInUtf16ClosesNobody() throws Exception {
        byte[] wide = TestLog.cloudEvent(SECRET).getBytes(UTF_16LE);
        assertRejected("not-json", () -> log.record("alice", STRUCTURED, wide));
        assertRejected("not-json", () -> log.record("alice", Map.of(), wide));
        ProducerRecord<byte[], byte[]> toAll =
                new ProducerRecord<>(log.announcements(), 0, "everyone".getBytes(UTF_8), wide);
        toAll.headers().add("content-type", "application/cloudevents+json".getBytes(UTF_8));
        assertRejected("not-json", () -> log.broker().producer().send(toAll).get());
    }

    @Test
    void aByteOrderMarkIsLeftOutOfTheFrame() {
        log.record("alice", STRUCTURED, ("\ufeff" + TestLog.cloudEvent("marked")).getBytes(UTF_8));
        assertThat(alice.next().getString("id")).isEqualTo("marked");
        log.record("alice", Map.of(), ("\ufeff" + TestLog.cloudEvent("unmarked")).getBytes(UTF_8));
        assertThat(alice.next().getString("id")).isEqualTo("unmarked");
    }

    @Test
    void whatOnlyTidingsMayWriteIsRejected() throws Exception {
        assertRejected(
                "reserved",
                () -> log.structured(
                        "alice",
                        TestLog.cloudEvent(SECRET).replaceFirst("\"type\":\"[^\"]*", "\"type\":\"tidings.goaway")));
    }

    @Test
    void aSchemaRegistrysHeaderIsNamed() throws Exception {
        byte[] framed = ("\u0000\u0000\u0000\u0001\u0007" + TestLog.cloudEvent(SECRET)).getBytes(UTF_8);
        assertRejected("schema-registry-header", () -> log.record("alice", Map.of(), framed));
    }

    @Test
    void anotherVersionIsNamedInTheLog() {
        RecordMetadata written =
                log.structured("alice", TestLog.cloudEvent(SECRET).replace("\"1.0\"", "\"0.3\""));
        await().untilAsserted(() -> assertThat(tidings.log())
                .contains("record rejected reason=unsupported-specversion position=notifications-" + written.partition()
                        + "@" + written.offset() + " specversion=0.3"));
    }

    @Test
    void aMegabyteOfDataIsRejected() throws Exception {
        byte[] value = new byte[1_047_000];
        Arrays.fill(value, (byte) 'x');
        System.arraycopy(SECRET.getBytes(UTF_8), 0, value, 1, SECRET.length());
        assertRejected("too-large", () -> log.record("alice", Map.of(), value));
    }

    @Test
    void aBatchAndAnotherFormatAreRejected() throws Exception {
        byte[] batch = ("[" + TestLog.cloudEvent(SECRET) + "]").getBytes(UTF_8);
        for (String type : new String[] {"application/cloudevents-batch+json", "application/cloudevents+avro"}) {
            assertRejected("not-a-cloudevent", () -> log.record("alice", Map.of("content-type", type), batch));
        }
        assertRejected("not-a-cloudevent", () -> log.record("alice", STRUCTURED, batch));
    }

    /** Such an event once closed each of its receivers, at each reconnect again. */
    @Test
    void anEventInAnotherEncodingClosesNobodyAndLaterEventsArrive() {
        byte[] utf16 = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":{}}"
                .getBytes(UTF_16LE);
        log.record("alice", STRUCTURED, utf16);
        log.broker().produce(log.announcements(), "everyone", STRUCTURED, utf16);
        log.event("alice", "after");
        log.announce("everyone", "after, for everyone");
        assertThat(alice.nextIds(2)).containsExactlyInAnyOrder("after", "after, for everyone");
    }

    @Test
    void anEventPastItsExpiryTimeIsNotDelivered() {
        double before = tidings.metric("tidings_records_total", "outcome", "expired");
        log.structured("alice", expiring(Instant.now().minusSeconds(1).toString()));
        await().untilAsserted(() -> assertThat(tidings.metric("tidings_records_total", "outcome", "expired"))
                .isEqualTo(before + 1));
    }

    private static String expiring(String time) {
        return TestLog.cloudEvent(SECRET).replace("\"data\"", "\"expirytime\":\"" + time + "\",\"data\"");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aFloodOfRejectedRecordsIsCountedInFullButLoggedInPart() {
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

    /** Good, bad and worse for somebody or nobody, in any order; what is good for alice arrives in full. */
    @Test
    void ofAMixedBatchEachRecordIsOneOutcomeAndEachGoodOneArrives() {
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
        assertThat(alice.nextIds(good)).doesNotHaveDuplicates().allMatch(id -> id.startsWith("m-"));
        await().untilAsserted(() ->
                assertThat(tidings.metric("tidings_records_received_total")).isEqualTo(received + 4_000));
        assertSumsUp();
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
