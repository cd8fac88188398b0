package dev.tidings.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events for a number of users, one after the other in turn. */
final class Writer implements AutoCloseable {
    private static final byte[] CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8".getBytes(US_ASCII);
    private static final long MILLI = 1_000_000;

    private final String topic;
    private final int firstUser;
    private final byte[][] keys;
    private final Producer<byte[], byte[]> producer;
    private long written;

    /** For the users from {@code first} on; {@code lingerMillis} is how long records may gather for one request. */
    Writer(String bootstrapServers, String topic, int first, int users, int lingerMillis) {
        this.topic = topic;
        this.firstUser = first;
        this.keys = IntStream.range(first, first + users)
                .mapToObj(i -> LoadEvent.user(i).getBytes(US_ASCII))
                .toArray(byte[][]::new);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG, lingerMillis,
                        ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** As fast as it goes; returns when all is in the log. */
    void write(int events) {
        for (int i = 0; i < events; i++) {
            writeOne();
        }
        producer.flush();
    }

    /** At a rate that does not wait for anybody. */
    void write(int events, int perSecond) {
        long begin = System.nanoTime();
        for (int i = 0; i < events; i++) {
            long due = begin + (long) (i * 1e9 / perSecond);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.min(MILLI / 4, due - System.nanoTime()));
            }
            writeOne();
        }
        producer.flush();
    }

    private void writeOne() {
        int user = (int) (written % keys.length);
        byte[] event = LoadEvent.of(firstUser + user, written / keys.length, System.nanoTime());
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, keys[user], event);
        message.headers().add("content-type", CONTENT_TYPE);
        var unused = producer.send(message);
        written++;
    }

    long written() {
        return written;
    }

    @Override
    public void close() {
        producer.close();
    }
}
