package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.testkit.Broker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes numbered records in two topics in an even pace, some of them again, and bad ones between them. */
final class Orders implements Runnable {
    private static final int USERS = 1_000;

    private final Broker broker;
    private final List<String> topics;
    private final int count;
    private final int perSecond;
    private final Random random;
    private final List<String> bad = new ArrayList<>();
    private int repeated;

    Orders(Broker broker, List<String> topics, int count, int perSecond, Random random) {
        this.broker = broker;
        this.topics = topics;
        this.count = count;
        this.perSecond = perSecond;
        this.random = random;
    }

    @Override
    public void run() {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + (long) (i * 1e9 / perSecond);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(1_000_000);
            }
            order(i);
            if (random.nextInt(100) == 0) {
                // A producer that was not sure whether it had been written.
                order(random.nextInt(i + 1));
                repeated++;
            }
            if (random.nextInt(200) == 0) {
                String value = "{bad " + i;
                bad.add(value);
                send(i, value);
            }
        }
        broker.producer().flush();
    }

    private void order(int i) {
        send(i, TestRoute.value("user-" + i % USERS, Integer.toString(i)));
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(int i, String value) {
        byte[] key = ("user-" + i % USERS).getBytes(UTF_8);
        broker.producer().send(new ProducerRecord<>(topics.get(i % topics.size()), key, value.getBytes(UTF_8)));
    }

    /** Values that no route can read. */
    List<String> bad() {
        return bad;
    }

    int repeated() {
        return repeated;
    }
}
