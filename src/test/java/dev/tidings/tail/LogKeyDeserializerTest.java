package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogKeyDeserializerTest {
    private static final LogKeyDeserializer KEYS = new LogKeyDeserializer("announcements");

    private static @Nullable ByteBuffer read(String topic, byte @Nullable [] key) {
        return KEYS.deserialize(topic, new RecordHeaders(), key == null ? null : ByteBuffer.wrap(key));
    }

    private static String read(String topic, String key) {
        // As Kafka hands it over: a part of a larger one.
        byte[] larger = ("head" + key + "tail").getBytes(UTF_8);
        ByteBuffer part = ByteBuffer.wrap(larger, 4, key.getBytes(UTF_8).length);
        ByteBuffer read = requireNonNull(KEYS.deserialize(topic, new RecordHeaders(), part));
        return new String(read.array(), read.arrayOffset() + read.position(), read.remaining(), UTF_8);
    }

    @Test
    void aSlashBeforeAGroupIsRemoved() {
        assertThat(read("announcements", "group:/staff")).isEqualTo("group:staff");
        assertThat(read("announcements", "group:///a/b")).isEqualTo("group:a/b");
        assertThat(read("announcements", "group:/")).isEqualTo("group:");
        assertThat(read("announcements", "group:/ä")).isEqualTo("group:ä");
    }

    @Test
    void otherKeysAreUnchanged() {
        for (String key : new String[] {"group:staff", "group:a/b", "group:", "everyone", "groups:/x", "/x", ""}) {
            assertThat(read("announcements", key)).isEqualTo(key);
        }
        assertThat(read("announcements", (byte[]) null)).isNull();
    }

    @Test
    void aUserMayBeNamedLikeAGroup() {
        assertThat(read("notifications", "group:/staff")).isEqualTo("group:/staff");
    }

    @Test
    void invalidUtf8IsUnchanged() {
        ByteBuffer read = read("announcements", new byte[] {'g', 'r', 'o', 'u', 'p', ':', '/', (byte) 0xff});
        assertThat(read).isEqualTo(ByteBuffer.wrap(new byte[] {'g', 'r', 'o', 'u', 'p', ':', (byte) 0xff}));
    }
}
