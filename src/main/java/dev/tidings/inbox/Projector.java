package dev.tidings.inbox;

import dev.tidings.event.Partition;
import dev.tidings.inbox.SortedBatch.Stretch;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Projects batches of the log's records to the database, one after the other. One thread at a time. */
@Singleton
class Projector {
    private static final Logger LOG = Logger.getLogger(Projector.class);

    private final Placements placements;
    private final ProjectionProgress progress;
    private final RecordSorter sorter;
    private final InboxWork work;
    private final InboxMetrics metrics;

    Projector(
            Placements placements,
            ProjectionProgress progress,
            RecordSorter sorter,
            InboxWork work,
            InboxMetrics metrics) {
        this.placements = placements;
        this.progress = progress;
        this.sorter = sorter;
        this.work = work;
        this.metrics = metrics;
    }

    /**
     * Writes a batch, and returns when the database has it.
     *
     * @return the partitions of which nothing was written, and which are to be read again from their placements
     * @throws BatchWriter.StoppedException where the pod stops before
     */
    List<Partition> project(ConsumerRecords<byte @Nullable [], byte @Nullable []> records) {
        SortedBatch sorted = new SortedBatch();
        for (TopicPartition given : records.partitions()) {
            Partition partition = placements.partition(given);
            if (partition != null) {
                sort(partition, records.records(given), nextOf(records, given), sorted);
            }
        }
        apply(sorted.changes());
        ProjectionBatch batch = sorted.batch();
        return settle(sorted, work.writer().write(batch));
    }

    private static long nextOf(ConsumerRecords<?, ?> records, TopicPartition partition) {
        return Objects.requireNonNull(records.nextOffsets().get(partition)).offset();
    }

    private void sort(
            Partition partition,
            List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records,
            long next,
            SortedBatch sorted) {
        long firstRecord = records.get(0).offset();
        Placement placement = placement(partition, firstRecord);
        sorter.sort(partition, placement.generation(), records, sorted);
        long first = progress.continuity().first(placement, firstRecord);
        sorted.end(
                new Stretch(placement, firstRecord, records.get(records.size() - 1).timestamp()),
                new BatchEnd(partition.id(), placement.generation(), first, next));
        progress.continuity().received(placement, next);
    }

    /** Returns the partition's placement; a new one where its topic may have been created again. */
    private Placement placement(Partition partition, long firstRecord) {
        Placement placement = placements.of(partition);
        if (placement == null || progress.continuity().goesBack(placement, firstRecord)) {
            placements.refresh();
            return placed(partition);
        }
        return placement;
    }

    private Placement placed(Partition partition) {
        return Objects.requireNonNull(placements.of(partition), "the placement of a partition that was just read");
    }

    /** Applies changes before the positions move on: after a crash they are applied again, which changes nothing. */
    private void apply(List<Projected.Change> changes) {
        for (Projected.Change each : changes) {
            try {
                var unused = work.writer()
                        .untilDone(connection -> StateChanges.apply(connection, each.change(), each.version()));
            } catch (SQLException e) {
                metrics.rejected(UnfitReason.REFUSED_BY_DATABASE);
                LOG.warnf(
                        "inbox change rejected part=%d offset=%d sqlstate=%s",
                        each.change().part(), each.version(), SqlFault.stateOf(e));
            }
        }
    }

    private List<Partition> settle(SortedBatch sorted, Set<Integer> written) {
        sorted.outcomes().forEach(metrics::projected);
        List<Stretch> left = new ArrayList<>();
        sorted.stretches().forEach((partition, stretch) -> {
            if (written.contains(partition.id())) {
                progress.written(stretch.placement(), stretch.newest());
            } else {
                left.add(stretch);
            }
        });
        if (!left.isEmpty()) {
            placements.refresh();
            left.forEach(this::goBack);
        }
        return left.stream().map(stretch -> stretch.placement().partition()).toList();
    }

    private void goBack(Stretch stretch) {
        Placement now = placed(stretch.placement().partition());
        progress.continuity().missed(now, stretch.firstRecord());
        LOG.warnf(
                "inbox: the database has not what is before, it is read again partition=%s from=%d read=%d",
                now.partition(), now.next(), stretch.firstRecord());
    }
}
