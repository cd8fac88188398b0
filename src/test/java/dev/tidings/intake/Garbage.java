package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records of arbitrary bytes, some of which look nearly right. */
final class Garbage {
    private static final List<String> VALUES = List.of(
            "{",
            "{}",
            "null",
            "[]",
            "{\"to\":[]}",
            "{\"to\":[\"\"]}",
            "{\"to\":[\"a\"],\"id\":\"1\"}",
            "{\"to\":[\"a\",\"b\"],\"id\":\"2\"}",
            "{\"skip\":1}",
            "{\"to\":\"x\"}",
            "\u0000");
    private static final List<String> HEADERS = List.of(
            "tidings_route",
            "tidings_topic",
            "tidings_partition",
            "tidings_offset",
            "tidings_timestamp",
            "tidings_reason",
            "tidings_value_omitted",
            "ce_id",
            "content-type",
            "");
    private static final List<String> TEXTS =
            List.of("orders", "1", "-1", "99999999999999999999", "", "x", "\ud83d\udd14", "retries");

    private Garbage() {}

    static byte @Nullable [] value(Random random) {
        if (random.nextInt(20) == 0) {
            return null;
        }
        if (random.nextInt(3) == 0) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return bytes;
        }
        return VALUES.get(random.nextInt(VALUES.size())).getBytes(UTF_8);
    }

    static RecordHeaders headers(Random random) {
        RecordHeaders headers = new RecordHeaders();
        for (int i = random.nextInt(8); i > 0; i--) {
            String text = TEXTS.get(random.nextInt(TEXTS.size()));
            headers.add(
                    HEADERS.get(random.nextInt(HEADERS.size())), random.nextInt(10) == 0 ? null : text.getBytes(UTF_8));
        }
        return headers;
    }

    static ConsumerRecord<byte[], byte[]> record(Random random, String topic, long offset) {
        return new ConsumerRecord<>(
                topic,
                0,
                offset,
                random.nextInt(10_000),
                TimestampType.CREATE_TIME,
                0,
                0,
                value(random),
                value(random),
                headers(random),
                Optional.empty());
    }
}
