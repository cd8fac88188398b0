package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partition;
import dev.tidings.event.RejectReason;
import dev.tidings.event.Terms;
import dev.tidings.event.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

class RecordGateTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Partition NOTIFICATIONS = new Partition(Topic.NOTIFICATIONS, 3);
    private static final Partition ANNOUNCEMENTS = new Partition(Topic.ANNOUNCEMENTS, 1);
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"order\"%s,\"data\":1}";

    private final RecordGate gate = new RecordGate(10_000, Duration.ofDays(90), Clock.fixed(NOW, ZoneOffset.UTC));

    private static ConsumerRecord<byte @Nullable [], byte @Nullable []> record(
            @Nullable String key, @Nullable String value, long timestamp, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
        return new ConsumerRecord<>(
                "any",
                3,
                17,
                timestamp,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8),
                all,
                Optional.empty());
    }

    private Projected read(@Nullable String key, @Nullable String value) {
        return gate.read(record(key, value, NOW.toEpochMilli(), Map.of()), NOTIFICATIONS, 2);
    }

    private static void assertRow(Projected projected, String owner, String type, String json) {
        assertThat(projected).isInstanceOfSatisfying(InboxRow.class, row -> {
            assertThat(row.owner()).isEqualTo(owner);
            assertThat(row.type()).isEqualTo(type);
            assertThat(new String(row.event(), UTF_8)).isEqualTo(json);
        });
    }

    private static void assertRejected(Projected projected, RejectReason reason) {
        assertThat(projected).isInstanceOfSatisfying(Projected.Rejected.class, rejected -> assertThat(
                        rejected.why().reason())
                .isEqualTo(reason));
    }

    @Test
    void anEventIsKeptAsItCameWithItsPlaceAndItsTerms() {
        String json = EVENT.formatted(",\"expirytime\":\"2026-12-01T00:00:00Z\",\"collapsekey\":\"order-7\"");
        assertThat(read("alice", json)).isInstanceOfSatisfying(InboxRow.class, row -> {
            assertThat(row.part()).isEqualTo(NOTIFICATIONS.id());
            assertThat(row.pos()).isEqualTo(Generation.pos(2, 17));
            assertThat(row.at()).isEqualTo(NOW.toEpochMilli());
            assertThat(row.expires())
                    .isEqualTo(Instant.parse("2026-12-01T00:00:00Z").toEpochMilli());
            assertThat(row.collapse()).isEqualTo("order-7");
        });
        assertRow(read("alice", json), "alice", "order", json);
    }

    @Test
    void otherFormsBecomeStructuredEvents() {
        assertThat(read("alice", "{\"text\":\"hello\"}")).isInstanceOfSatisfying(InboxRow.class, row -> {
            assertThat(row.expires()).isEqualTo(Terms.NEVER);
            assertThat(new String(row.event(), UTF_8))
                    .contains("\"id\":\"3-17\"", "\"data\":{\"text\":\"hello\"}")
                    .endsWith("}");
        });
        Map<String, String> binary =
                Map.of("ce_specversion", "1.0", "ce_id", "7", "ce_source", "/shop", "ce_type", "order");
        assertRow(
                gate.read(record("alice", null, NOW.toEpochMilli(), binary), NOTIFICATIONS, 1),
                "alice",
                "order",
                new String(
                        ((InboxRow) gate.read(record("alice", "", NOW.toEpochMilli(), binary), NOTIFICATIONS, 1))
                                .event(),
                        UTF_8));
    }

    @Test
    void aGroupIsTheSameWithAndWithoutSlashes() {
        for (String key : new String[] {"group:staff", "group:/staff", "group://staff"}) {
            assertRow(
                    gate.read(record(key, EVENT.formatted(""), NOW.toEpochMilli(), Map.of()), ANNOUNCEMENTS, 1),
                    "group:staff",
                    "order",
                    EVENT.formatted(""));
        }
    }

    @Test
    void whatNobodyCanGetIsRejectedAsByTheTail() {
        assertRejected(read(null, "{}"), RejectReason.NO_KEY);
        assertRejected(read("alice", null), RejectReason.TOMBSTONE);
        assertRejected(read("alice", "no json"), RejectReason.NOT_JSON);
        assertRejected(read("alice", "\"" + "x".repeat(10_000) + "\""), RejectReason.TOO_LARGE);
        assertRejected(
                gate.read(record("nobody", "{}", NOW.toEpochMilli(), Map.of()), ANNOUNCEMENTS, 1),
                RejectReason.UNKNOWN_AUDIENCE);
        assertRejected(
                read("alice", EVENT.formatted("").replace("\"order\"", "\"tidings.welcome\"")), RejectReason.RESERVED);
    }

    @Test
    void whatTheDatabaseCannotHoldIsUnfit() {
        assertThat(read("a\0b", "{}")).isEqualTo(new Projected.Unfit(UnfitReason.KEY_WITH_NUL));
        assertThat(read("x".repeat(513), "{}")).isEqualTo(new Projected.Unfit(UnfitReason.KEY_TOO_LONG));
        assertThat(read("ü".repeat(257), "{}")).isEqualTo(new Projected.Unfit(UnfitReason.KEY_TOO_LONG));
        for (long timestamp : new long[] {-1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(gate.read(record("alice", "{}", timestamp, Map.of()), NOTIFICATIONS, 1))
                    .isEqualTo(new Projected.Unfit(UnfitReason.BAD_TIMESTAMP));
        }
    }

    @Test
    void whatHasExpiredOrIsOlderThanTheRetentionIsPassedOver() {
        assertThat(read("alice", EVENT.formatted(",\"expirytime\":\"2026-11-01T00:00:00Z\"")))
                .isEqualTo(new Projected.Outdated());
        long old = NOW.minus(Duration.ofDays(91)).toEpochMilli();
        assertThat(gate.read(record("alice", "{}", old, Map.of()), NOTIFICATIONS, 1))
                .isEqualTo(new Projected.Outdated());
    }

    @Test
    void aChangeIsOneOnlyWhereItsUserIsTheKey() {
        String change = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/tidings/inbox\",\"type\":\"tidings.inbox.changed\""
                + ",\"data\":{\"action\":\"read\",\"ids\":[\"6-1\"]}}";
        assertThat(read("alice", change)).isInstanceOfSatisfying(Projected.Change.class, it -> {
            assertThat(it.version()).isEqualTo(17);
            assertThat(it.change().user()).hasToString("alice");
            assertThat(it.change().part()).isEqualTo(NOTIFICATIONS.id());
        });
        assertRejected(
                gate.read(record("everyone", change, NOW.toEpochMilli(), Map.of()), ANNOUNCEMENTS, 1),
                RejectReason.RESERVED);
        assertThat(read("alice", change.replace("6-1", "nothing"))).isEqualTo(new Projected.Unfit(UnfitReason.NO_CHANGE));
        assertRejected(read("alice", change.replace("/tidings/inbox", "/shop")), RejectReason.RESERVED);
    }
}
