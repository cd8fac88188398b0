package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.StoredRecord;
import dev.tidings.event.Topic;
import java.util.Arrays;
import java.util.Map;

/** Records as the window stores them, for tests without a broker. */
public final class Records {
    public static final long TIMESTAMP = 1_700_000_000_000L;
    private static final int SOMETHING_BEFORE = 7;

    private Records() {}

    /** At offset 42 of partition 3, and not at the start of its array. */
    public static StoredRecord stored(Map<String, String> headers, byte[] value) {
        HeaderBlock block = new HeaderBlock();
        headers.forEach((name, text) -> block.add(name, text.getBytes(UTF_8)));
        byte[] bytes = new byte[SOMETHING_BEFORE + block.length() + value.length + 3];
        Arrays.fill(bytes, (byte) '}');
        System.arraycopy(block.bytes(), 0, bytes, SOMETHING_BEFORE, block.length());
        int valueFrom = SOMETHING_BEFORE + block.length();
        System.arraycopy(value, 0, bytes, valueFrom, value.length);
        return new StoredRecord(
                new Position(new Partition(Topic.NOTIFICATIONS, 3), 42),
                TIMESTAMP,
                bytes,
                SOMETHING_BEFORE,
                valueFrom,
                valueFrom + value.length);
    }
}
