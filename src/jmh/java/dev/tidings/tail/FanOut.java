package dev.tidings.tail;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import dev.tidings.session.ClientChannel;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Frames;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Welcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a record costs between Kafka's client and the socket: routing, window, wake-up and pump; neither of the two. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FanOut {
    private static final int RECORDS = 1_000;
    private static final String EVENT = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":\"%s\"}"
            .formatted("x".repeat(140));

    /** Over whom a poll's records are spread: of 1,000 users each gets one event and a write, of 10 each a hundred in one. */
    @Param({"1000", "10"})
    private int users;

    @Param({"1", "3"})
    private int sessionsEach;

    private final Pod pod = new Pod(64 << 20);
    private final AssignedWindows assigned = new AssignedWindows();
    private final RecordRouter router = pod.router(assigned);
    private final TopicPartition topicPartition = new TopicPartition("notifications", 0);
    private final Partition partition = new Partition(Topic.NOTIFICATIONS, 0);
    private final ByteBuffer value = ByteBuffer.wrap(EVENT.getBytes(StandardCharsets.UTF_8));
    private final RecordHeaders headers = new RecordHeaders();
    private ByteBuffer[] keys = {};
    private long offset;

    private static final class CountingChannel implements ClientChannel {
        private long events;

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public void sendWelcome(Welcome welcome) {}

        @Override
        public void sendGoaway(CloseReason reason, Duration reconnectIn, Cursor cursor) {}

        @Override
        public void sendCursor(Cursor cursor) {}

        @Override
        public void write(Frames frames) {
            events += frames.count();
        }

        @Override
        public void ping() {}

        @Override
        public void close(CloseReason reason) {}
    }

    private final CountingChannel channel = new CountingChannel();

    @Setup
    public void connect() {
        headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        assigned.add(topicPartition, pod.windows.of(partition).orElseThrow());
        PushLoop loop = pod.directLoop();
        keys = new ByteBuffer[users];
        for (int user = 0; user < users; user++) {
            keys[user] = ByteBuffer.wrap(("user-" + user).getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < sessionsEach; i++) {
                pod.sessions.open(
                        Pod.member("user-" + user),
                        pod.clock.instant().plus(Duration.ofHours(1)),
                        Optional.empty(),
                        channel,
                        loop);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long poll() throws InterruptedException {
        List<ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer>> records = new ArrayList<>(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            records.add(record(keys[i % users]));
        }
        router.route(new ConsumerRecords<>(Map.of(topicPartition, records), Map.of()));
        router.flush();
        return channel.events;
    }

    private ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record(ByteBuffer key) {
        return new ConsumerRecord<>(
                "notifications",
                0,
                offset++,
                0,
                TimestampType.CREATE_TIME,
                key.remaining(),
                value.remaining(),
                key,
                value,
                headers,
                Optional.empty());
    }
}
