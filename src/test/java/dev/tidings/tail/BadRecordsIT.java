package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Bystander;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records that cannot be delivered: each is counted with its reason and logged with its position. */
@TidingsTest
class BadRecordsIT {
    /** Stands in each value; no line of the log may have it. */
    private static final String SECRET = "s3cret-of-the-value";

    private static final Map<String, String> STRUCTURED = Map.of("content-type", "application/cloudevents+json");
    private static final byte[] NOT_UTF8 = {'"', (byte) 0xc3, (byte) 0x28, '"'};

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
        RecordOutcomesIT.assertSumsUp(tidings);
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
    void anInvalidAttributeIsRejected() throws Exception {
        assertRejected("bad-attribute", () -> log.structured("alice", RecordOutcomesIT.expiring(SECRET)));
        assertRejected(
                "bad-attribute",
                () -> log.structured("alice", TestLog.cloudEvent(SECRET).replace("\"id\":\"", "\"id\":\"\\u0000")));
    }

    @Test
    void anEventInUtf16IsRejected() throws Exception {
        byte[] wide = TestLog.cloudEvent(SECRET).getBytes(UTF_16LE);
        assertRejected("not-json", () -> log.record("alice", STRUCTURED, wide));
        assertRejected("not-json", () -> log.record("alice", Map.of(), wide));
        ProducerRecord<byte[], byte[]> toAll =
                new ProducerRecord<>(log.announcements(), 0, "everyone".getBytes(UTF_8), wide);
        toAll.headers().add("content-type", "application/cloudevents+json".getBytes(UTF_8));
        assertRejected("not-json", () -> log.broker().producer().send(toAll).get());
    }

    @Test
    void reservedTypesAreRejected() throws Exception {
        assertRejected(
                "reserved",
                () -> log.structured(
                        "alice",
                        TestLog.cloudEvent(SECRET).replaceFirst("\"type\":\"[^\"]*", "\"type\":\"tidings.goaway")));
    }

    @Test
    void theHeaderOfASchemaRegistryHasItsOwnRejectReason() throws Exception {
        byte[] framed = ("\u0000\u0000\u0000\u0001\u0007" + TestLog.cloudEvent(SECRET)).getBytes(UTF_8);
        assertRejected("schema-registry-header", () -> log.record("alice", Map.of(), framed));
    }

    @Test
    void anUnsupportedSpecversionIsNamedInTheLog() {
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
}
