package dev.tidings.inbox;

import dev.tidings.event.Partition;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the consumer go on where the database is: the group commits no offsets. It waits for the database on the
 * consumer's own thread, which reads nothing meanwhile.
 */
@Singleton
@Identifier(ProjectionChannel.NAME)
class AssignmentSeeker implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(AssignmentSeeker.class);

    private final Placements placements;
    private final Set<Partition> assigned = ConcurrentHashMap.newKeySet();

    AssignmentSeeker(Placements placements) {
        this.placements = placements;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            try {
                place();
                seek(consumer, partitions);
                LOG.infof("inbox projects partitions=%s", partitions);
            } catch (BatchWriter.StoppedException e) {
                LOG.debug("inbox: stopped before its partitions were placed");
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(given -> {
            Partition partition = placements.partition(given);
            if (partition != null) {
                assigned.remove(partition);
            }
        });
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        onPartitionsRevoked(consumer, partitions);
    }

    /** Determines the placements of all partitions; any thread. */
    void place() {
        placements.refresh();
    }

    /** Goes to the placements of these partitions; on the consumer's thread only. */
    void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        for (TopicPartition given : partitions) {
            Partition partition = placements.partition(given);
            Placement placement = partition == null ? null : placements.of(partition);
            if (placement != null) {
                consumer.seek(given, placement.next());
                assigned.add(placement.partition());
            }
        }
    }

    @Nullable Partition partition(TopicPartition given) {
        return placements.partition(given);
    }

    /** Returns the partitions that this pod projects. */
    Set<Partition> assigned() {
        return Set.copyOf(assigned);
    }
}
