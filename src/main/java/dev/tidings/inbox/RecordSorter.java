package dev.tidings.inbox;

import dev.tidings.event.LogTerms;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.RejectReason;
import dev.tidings.inbox.InboxMetrics.Outcome;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Sorts records by what they mean for the inbox, and counts and logs those that mean nothing. */
@Singleton
class RecordSorter {
    private static final Logger LOG = Logger.getLogger(RecordSorter.class);

    /** The maximum of log lines for one partition's records of a batch; the metrics count all. */
    private static final int MOST_LINES = 10;

    private final RecordGate gate;
    private final InboxMetrics metrics;
    private int lines;

    RecordSorter(LogTerms log, InboxConfig config, InboxMetrics metrics, Clock clock) {
        this.gate = new RecordGate(log.maxEventSize(), config.retention(), clock);
        this.metrics = metrics;
    }

    void sort(
            Partition partition,
            int generation,
            List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records,
            SortedBatch into) {
        lines = 0;
        for (ConsumerRecord<byte @Nullable [], byte @Nullable []> record : records) {
            sort(gate.read(record, partition, generation), new Position(partition, record.offset()), into);
        }
    }

    private void sort(Projected projected, Position position, SortedBatch into) {
        if (projected instanceof InboxRow row) {
            into.add(row);
        } else if (projected instanceof Projected.Change change) {
            into.add(change);
        } else if (projected instanceof Projected.Rejected rejected) {
            RejectReason reason = rejected.why().reason();
            metrics.rejected(reason);
            // Each pod's tail has logged the others.
            log(reason == RejectReason.INTERNAL ? Level.WARN : Level.DEBUG, rejected.why().told(position));
            into.count(Outcome.REJECTED);
        } else if (projected instanceof Projected.Unfit unfit) {
            metrics.rejected(unfit.why());
            log(Level.WARN, "inbox record rejected reason=" + unfit.why().label() + " position=" + position);
            into.count(Outcome.REJECTED);
        } else {
            into.count(Outcome.OUTDATED);
        }
    }

    private void log(Level level, String line) {
        LOG.log(lines++ < MOST_LINES ? level : Level.DEBUG, line);
    }
}
