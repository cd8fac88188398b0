package dev.tidings.window;

import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What a record costs in the window: to be put in, and to be found and read by the one user of a thousand it is for. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WindowReads {
    private static final int USERS = 1_000;
    private static final int EACH = 100;
    private static final int RECORDS = USERS * EACH;
    private static final Partition PARTITION = new Partition(Topic.NOTIFICATIONS, 0);
    private static final String EVENT = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":\"%s\"}"
            .formatted("x".repeat(140));

    private final ByteBuffer value = ByteBuffer.wrap(EVENT.getBytes(StandardCharsets.UTF_8));
    private final Key[] keys = new Key[USERS];
    private final ByteBuffer[] keyBytes = new ByteBuffer[USERS];
    private final HeaderBlock headers = new HeaderBlock();
    private PartitionWindow filled = new PartitionWindow(PARTITION, 0, 256 * 1024);
    private int reading;

    @Setup
    public void fill() {
        headers.add(HeaderBlock.CONTENT_TYPE, "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        for (int user = 0; user < USERS; user++) {
            keys[user] = Key.of("user-" + user);
            keyBytes[user] = ByteBuffer.wrap(("user-" + user).getBytes(StandardCharsets.UTF_8));
        }
        filled = append();
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public PartitionWindow append() {
        PartitionWindow window = new PartitionWindow(PARTITION, 0, 256 * 1024);
        for (int i = 0; i < RECORDS; i++) {
            int user = i % USERS;
            window.append(i, 0, keys[user], keyBytes[user], headers, value, 0);
        }
        window.publish(RECORDS);
        return window;
    }

    @Benchmark
    @OperationsPerInvocation(EACH)
    public void seekAndTake(Blackhole read) {
        AudienceReader reader = new AudienceReader(keys[reading++ % USERS]);
        long from = 0;
        while (reader.seek(filled, from, RECORDS) >= 0) {
            from = reader.offset() + 1;
            read.consume(reader.take());
        }
    }
}
