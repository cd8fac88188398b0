package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.event.DropReason;
import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import dev.tidings.event.RejectReason;
import dev.tidings.event.Topic;
import dev.tidings.tail.ArbitraryRecord.Expected;
import dev.tidings.testkit.FakeChannel;
import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever stands in the log: what a client gets is strict JSON and says what the record says, what it does not get has a
 * reason, and nothing is neither.
 */
class FrameValidityTest {
    private static final int RECORDS = 5_000;
    private static final String USER = "alice";
    private static final Partition HOME =
            new Partition(Topic.NOTIFICATIONS, Partitioner.MURMUR2.partitionOf(USER, Pod.NOTIFICATIONS));
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final JsonFactory LENIENT = new JsonFactory();
    private static final JsonReaderFactory ANOTHER =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private final Pod pod = new Pod(64 << 20);
    private final FakeChannel alice = new FakeChannel();

    @Test
    void everyRecordIsStrictJsonForTheClientOrHasARejectReason() {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        System.out.println("FrameValidityTest seed " + seed);
        Random random = new Random(seed);
        pod.open(Pod.member(USER), null, alice, pod.directLoop());
        int delivered = 0;
        for (int i = 0; i < RECORDS; i++) {
            ArbitraryRecord record = ArbitraryRecord.of(random);
            String what = "seed " + seed + ", record " + i + ": " + record;
            if (outcomeOf(record, what) == null) {
                delivered++;
            }
        }
        assertThat(delivered).as("seed %d: delivered of %d", seed, RECORDS).isBetween(RECORDS / 4, RECORDS * 9 / 10);
        assertThat(pod.outcomes.rejected)
                .as("seed %d", seed)
                .doesNotContainKey(RejectReason.INTERNAL)
                .hasSizeGreaterThan(5);
        assertThat(pod.outcomes.dropped).as("seed %d", seed).containsOnlyKeys(DropReason.values());
    }

    private @Nullable RejectReason outcomeOf(ArbitraryRecord record, String what) {
        int before = alice.received().size();
        Map<RejectReason, Integer> rejectedBefore = Map.copyOf(pod.outcomes.rejected);
        ByteBuffer value = record.value() == null ? null : ByteBuffer.wrap(record.value());
        pod.write(HOME, ByteBuffer.wrap(USER.getBytes(UTF_8)), value, record.headers());
        pod.poll();
        int frames = alice.received().size() - before;
        RejectReason reason = null;
        for (Map.Entry<RejectReason, Integer> each : pod.outcomes.rejected.entrySet()) {
            if (each.getValue() > rejectedBefore.getOrDefault(each.getKey(), 0)) {
                reason = each.getKey();
            }
        }
        assertThat(frames).as(what).isEqualTo(reason == null ? 1 : 0);
        assertThat(reason).as(what).isNotEqualTo(RejectReason.INTERNAL);
        if (record.expected() instanceof Expected.Rejection rejection) {
            assertThat(reason).as(what).isEqualTo(rejection.reason());
        } else if (record.expected() instanceof Expected.Delivery delivery) {
            assertThat(reason).as(what).isNull();
            assertSays(delivery, lastFrame(what), what);
        } else if (reason == null) {
            assertIsEvent(alice.received().get(alice.received().size() - 1).json(), what);
        }
        return reason;
    }

    /** As two parsers that know nothing of Tidings read it. */
    private ObjectNode lastFrame(String what) {
        String json = alice.received().get(alice.received().size() - 1).json();
        try (JsonReader reader = ANOTHER.createReader(new StringReader(json))) {
            assertThat(reader.readObject()).as(what).containsKeys("specversion", "id", "source", "type");
            return (ObjectNode) STRICT.readTree(json);
        } catch (IOException | JsonException e) {
            throw new AssertionError(what + ": " + json, e);
        }
    }

    /** Of data that was broken, names may stand there twice: that is its producer's. No attribute does. */
    private static void assertIsEvent(String json, String what) {
        Set<String> names = new HashSet<>();
        try (JsonParser in = LENIENT.createParser(json)) {
            assertThat(in.nextToken()).as(what).isEqualTo(JsonToken.START_OBJECT);
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                assertThat(names.add(in.currentName())).as(what).isTrue();
                in.nextToken();
                in.skipChildren();
                in.finishToken();
            }
            assertThat(in.nextToken()).as(what).isNull();
        } catch (IOException e) {
            throw new AssertionError(what + ": " + json, e);
        }
        assertThat(names).as(what).contains("specversion", "id", "source", "type");
    }

    private static void assertSays(Expected.Delivery expected, ObjectNode frame, String what) {
        JsonNode data = frame.remove("data");
        JsonNode base64 = frame.remove("data_base64");
        frame.remove("cursor");
        frame.properties().removeIf(member -> member.getValue().isNull());
        assertThat(frame).as(what).isEqualTo(expected.attributes());
        assertThat(data).as(what).isEqualTo(expected.data());
        assertThat(base64 == null ? null : base64.textValue()).as(what).isEqualTo(expected.base64());
    }
}
