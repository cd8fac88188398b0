package dev.tidings.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Placement;
import dev.tidings.testkit.TestLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes numbered events at a rate that waits for nobody: for the users in turn, and seldom for everyone or a group. */
final class Sender implements AutoCloseable {
    private static final byte[] CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8".getBytes(UTF_8);
    private static final int PATIENCE_MILLIS = 180_000;
    private static final long SECOND = 1_000_000_000;
    private static final long TICK = 1_000_000;

    private final TestLog log;
    private final int users;
    private final int perSecond;
    private final Producer<byte[], byte[]> producer;
    private final Sent sent = new Sent();
    private final Map<String, Integer> next = new HashMap<>();
    private final Thread thread = new Thread(this::run, "chaos-sender");
    private volatile boolean stopping;
    private volatile boolean paused;
    private final AtomicInteger written = new AtomicInteger();

    Sender(TestLog log, int users, int perSecond) {
        this.log = log;
        this.users = users;
        this.perSecond = perSecond;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        log.broker().bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        2,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        // Else the first batches for an added partition may overtake each other, and one is refused for
                        // good.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        PATIENCE_MILLIS,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        PATIENCE_MILLIS,
                        ProducerConfig.METADATA_MAX_AGE_CONFIG,
                        1_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long due = System.nanoTime();
        while (!stopping) {
            if (paused) {
                LockSupport.parkNanos(TICK);
                due = System.nanoTime();
                continue;
            }
            awaitTime(due);
            due += SECOND / perSecond;
            writeOne(written.get());
            written.incrementAndGet();
        }
        producer.flush();
    }

    private static void awaitTime(long due) {
        while (System.nanoTime() < due) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** Writes nothing until {@link #goOn}; returns when the log has answered for all that was written. */
    void pause() {
        paused = true;
        int before = written.get();
        await().pollDelay(Duration.ofMillis(50)).until(() -> written.get() <= before + 1);
        producer.flush();
    }

    void goOn() {
        paused = false;
    }

    /** Two announcements for each second of events. */
    private void writeOne(int n) {
        if (n % perSecond == 0) {
            write(log.announcements(), Numbered.EVERYONE, Placement.MURMUR2);
        } else if (n % perSecond == perSecond / 2) {
            write(log.announcements(), Numbered.STAFF, Placement.CRC32);
        } else {
            int user = n % users;
            write(log.notifications(), Numbered.user(user), Numbered.placementOf(user));
        }
    }

    private void write(String topic, String audience, Placement placement) {
        byte[] key = audience.getBytes(UTF_8);
        int partition = placement.partition(key, producer.partitionsFor(topic).size());
        Numbered event = new Numbered(audience, next.merge(audience, 1, Integer::sum) - 1, partition);
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topic, partition, key, event.json().getBytes(UTF_8));
        message.headers().add("content-type", CONTENT_TYPE);
        var unused = producer.send(message, (where, failure) -> {
            if (failure == null) {
                sent.taken(event);
            } else {
                sent.failed(event, failure);
            }
        });
    }

    /** How many events were handed to Kafka's client. */
    int written() {
        return written.get();
    }

    int perSecond() {
        return perSecond;
    }

    Sent sent() {
        return sent;
    }

    /** Writes no more, and returns when the log has all. */
    void finish() {
        stopping = true;
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("sender: still writing (expected: done in " + PATIENCE_MILLIS + " ms)");
        }
    }

    @Override
    public void close() {
        stopping = true;
        producer.close(Duration.ofSeconds(1));
    }
}
