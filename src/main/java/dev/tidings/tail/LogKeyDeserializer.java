package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the log's keys, and removes the slashes before a group's name: with and without them it is the same group. */
final class LogKeyDeserializer extends ByteBufferDeserializer {
    private static final byte[] GROUP = "group:".getBytes(US_ASCII);

    private final String announcements;

    LogKeyDeserializer(String announcements) {
        this.announcements = announcements;
    }

    @Override
    public @Nullable ByteBuffer deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
        ByteBuffer key = super.deserialize(topic, headers, data);
        return key != null && isSlashed(key) && topic.equals(announcements) ? plain(key) : key;
    }

    private static boolean isSlashed(ByteBuffer key) {
        int from = key.position();
        if (key.remaining() <= GROUP.length || key.get(from + GROUP.length) != '/') {
            return false;
        }
        for (int i = 0; i < GROUP.length; i++) {
            if (key.get(from + i) != GROUP[i]) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer plain(ByteBuffer key) {
        int name = key.position() + GROUP.length;
        while (name < key.limit() && key.get(name) == '/') {
            name++;
        }
        byte[] plain = new byte[GROUP.length + key.limit() - name];
        System.arraycopy(GROUP, 0, plain, 0, GROUP.length);
        key.get(name, plain, GROUP.length, key.limit() - name);
        return ByteBuffer.wrap(plain);
    }
}
