package dev.tidings.bench.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.bench.load.Event;
import dev.tidings.bench.load.Ledger;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes numbered events, each with all that any subject wants of a record. */
public final class Writer implements AutoCloseable {
    private static final byte[] CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8".getBytes(US_ASCII);
    private static final long NAP = 250_000;

    private final Topics topics;
    private final Ledger ledger;
    private final Producer<byte[], byte[]> producer;

    /** {@code lingerMillis} is how long records may gather for one request. */
    public Writer(Topics topics, Ledger ledger, int lingerMillis) {
        this.topics = topics;
        this.ledger = ledger;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        topics.bootstrap(),
                        "linger.ms",
                        lingerMillis,
                        "batch.size",
                        64 * 1024,
                        "buffer.memory",
                        128L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** To users in turn, as fast as it goes; returns when all is in the log. */
    public void write(Turn turn, int events) {
        for (int i = 0; i < events; i++) {
            send(turn.next(), System.nanoTime());
        }
        producer.flush();
    }

    /** At a rate that waits for nobody; each event bears the time at which it was due, also when it is late. */
    public void write(Turn turn, int events, int perSecond) {
        long begin = System.nanoTime();
        for (int i = 0; i < events; i++) {
            long due = begin + (long) (i * 1e9 / perSecond);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(Math.min(NAP, left));
            }
            send(turn.next(), due);
        }
        producer.flush();
    }

    private void send(int user, long due) {
        boolean announcement = user == Event.EVERYONE;
        byte[] key = Event.key(user).getBytes(US_ASCII);
        byte[] value = Event.of(user, ledger.next(user), due);
        String topic = announcement ? topics.announcements() : topics.notifications();
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, key, value);
        message.headers().add("content-type", CONTENT_TYPE);
        message.headers().add("x-centrifugo-channels", announcement ? key : personal(key));
        producer.send(message);
    }

    /** A channel of one user alone, as Centrifugo writes it. */
    private static byte[] personal(byte[] key) {
        byte[] channel = new byte[key.length + 1];
        channel[0] = '#';
        System.arraycopy(key, 0, channel, 1, key.length);
        return channel;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
