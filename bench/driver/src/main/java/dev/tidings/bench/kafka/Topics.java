package dev.tidings.bench.kafka;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.NewTopic;

/** The log of one start of a subject: topics that nobody has read or written before, gone when it is over. */
public final class Topics implements AutoCloseable {
    /** Of the notifications. */
    public static final int PARTITIONS = 4;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Broker broker;
    private final String suffix = "-" + NUMBER.incrementAndGet();

    public Topics(Broker broker) {
        this.broker = broker;
        var topics = List.of(topic(notifications(), PARTITIONS), topic(announcements(), 2), topic(control(), 1));
        await(broker.admin().createTopics(topics).all());
    }

    public String notifications() {
        return "notifications" + suffix;
    }

    public String announcements() {
        return "announcements" + suffix;
    }

    /** Used by Tidings alone. */
    public String control() {
        return "control" + suffix;
    }

    public String bootstrap() {
        return broker.bootstrap();
    }

    @Override
    public void close() {
        await(broker.admin()
                .deleteTopics(List.of(notifications(), announcements(), control()))
                .all());
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, partitions, (short) 1);
    }

    private static void await(org.apache.kafka.common.KafkaFuture<Void> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("broker: refused (expected: done)", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
