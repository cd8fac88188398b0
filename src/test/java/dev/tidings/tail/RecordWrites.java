package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import dev.tidings.event.Topic;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Writes records for a user or an audience. Each method returns {@code <partition>-<offset>}. */
interface RecordWrites {
    /** Appends a record to the log. */
    String write(Partition partition, @Nullable ByteBuffer key, @Nullable ByteBuffer value, RecordHeaders headers);

    default String write(Partition partition, String key, String json) {
        return write(partition, ByteBuffer.wrap(key.getBytes(UTF_8)), ByteBuffer.wrap(json.getBytes(UTF_8)));
    }

    default String write(Partition partition, @Nullable ByteBuffer key, @Nullable ByteBuffer value) {
        return write(partition, key, value, Map.of());
    }

    private String write(
            Partition partition, @Nullable ByteBuffer key, @Nullable ByteBuffer value, Map<String, String> headers) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach((name, text) -> recordHeaders.add(name, text.getBytes(UTF_8)));
        return write(partition, key, value, recordHeaders);
    }

    /** Writes to the partition in which that producer places the user. */
    default String notify(Partitioner placement, String user, String json) {
        return write(new Partition(Topic.NOTIFICATIONS, placement.partitionOf(user, Pod.NOTIFICATIONS)), user, json);
    }

    /** Writes a structured event with these attributes beside the required ones. */
    default String writeEvent(String user, String id, String attributes) {
        return writeEvent(Pod.home(user), user, id, attributes);
    }

    /** Does the same for a group or everyone. */
    default String announceEvent(String audience, String id, String attributes) {
        int home = Partitioner.MURMUR2.partitionOf(audience, Pod.ANNOUNCEMENTS);
        return writeEvent(new Partition(Topic.ANNOUNCEMENTS, home), audience, id, attributes);
    }

    private String writeEvent(Partition partition, String key, String id, String attributes) {
        String json =
                "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/s\",\"type\":\"t\"," + attributes + "}";
        return write(
                partition,
                ByteBuffer.wrap(key.getBytes(UTF_8)),
                ByteBuffer.wrap(json.getBytes(UTF_8)),
                Map.of("content-type", "application/cloudevents+json"));
    }

    default String notify(String user) {
        return notify(Partitioner.MURMUR2, user, "{\"for\":\"" + user + "\"}");
    }

    default String announce(String audience) {
        return announce(audience, "{}");
    }

    default String announce(String audience, String json) {
        return write(
                new Partition(Topic.ANNOUNCEMENTS, Partitioner.MURMUR2.partitionOf(audience, Pod.ANNOUNCEMENTS)),
                audience,
                json);
    }
}
