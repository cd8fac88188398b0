package dev.tidings.intake.memory;

import java.time.Clock;
import java.util.Collection;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The fingerprints of a member's partitions: restores them from their topic, and drops them. Intake's thread only. */
public final class FingerprintStore {
    private final Supplier<Consumer<byte[], byte[]>> connect;
    private final Admin admin;
    private final String topic;
    private final DeduplicationWindow window;
    private final Clock clock;

    /** @param connect creates a consumer for each restore */
    public FingerprintStore(
            Supplier<Consumer<byte[], byte[]>> connect,
            Admin admin,
            String topic,
            DeduplicationWindow window,
            Clock clock) {
        this.connect = connect;
        this.admin = admin;
        this.topic = topic;
        this.window = window;
        this.clock = clock;
    }

    /** Returns whether repetitions are detected at all. */
    public boolean isOn() {
        return window.isOn();
    }

    /** Begins to restore the fingerprints of newly assigned partitions. */
    public DeduplicationRestore restore(Collection<TopicPartition> partitions) {
        DeduplicationRestore restore = new DeduplicationRestore(connect.get(), window);
        try {
            restore.begin(admin, topic, partitions, clock.millis());
            return restore;
        } catch (RuntimeException e) {
            restore.close();
            throw e;
        }
    }

    /** Drops the fingerprints of a partition that is assigned to another member. */
    public void drop(TopicPartition partition) {
        window.drop(partition);
    }
}
