package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.intake.deadletter.DeadLetterFactory;
import dev.tidings.intake.deadletter.OriginHeaders;
import dev.tidings.intake.deadletter.OversizedRecords;
import dev.tidings.intake.deadletter.OversizedRecords.Cause;
import dev.tidings.intake.deadletter.OversizedRecords.Form;
import dev.tidings.intake.deadletter.Retry;
import dev.tidings.intake.format.DeadReason;
import dev.tidings.intake.format.SourceRecord;
import dev.tidings.intake.format.UnavailableException;
import dev.tidings.intake.limit.Limiter;
import dev.tidings.intake.memory.DeduplicationWindow;
import dev.tidings.intake.memory.Fingerprint;
import dev.tidings.intake.memory.Fingerprints;
import dev.tidings.intake.route.Draft;
import dev.tidings.intake.route.Mapping;
import dev.tidings.intake.route.Mapping.Dead;
import dev.tidings.intake.route.Mapping.Mapped;
import dev.tidings.intake.route.Outgoing;
import dev.tidings.intake.route.Route;
import dev.tidings.intake.route.Routes;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Maps records to batches: any record has exactly one {@link MappingOutcome} for each of its routes. */
final class Mapper {
    private final Memory memory;
    private final Bounds bounds;
    private final String retries;
    private final DeadLetterFactory dead;
    private final Fingerprints fingerprints = new Fingerprints();
    private final OwnFaults faults = new OwnFaults(System::nanoTime);

    /** The state of the mapping: fingerprints, limits, and records that the broker refused as too large. */
    record Memory(DeduplicationWindow seen, Limiter limiter, OversizedRecords oversized) {}

    /**
     * The size limits of events and batches.
     *
     * @param eventBytes maximum bytes of an event's key, header and value
     * @param batchBytes bytes of events after which a transaction takes no further record
     */
    record Bounds(int eventBytes, long batchBytes) {}

    Mapper(Memory memory, Bounds bounds, String retries, DeadLetterFactory dead) {
        this.memory = memory;
        this.bounds = bounds;
        this.retries = retries;
        this.dead = dead;
    }

    /**
     * Takes records until there is no more or the batch is full.
     *
     * @throws UnavailableException a record cannot be mapped now; the whole batch must be tried again
     */
    Batch map(Iterator<ConsumerRecord<byte[], byte[]>> records, Routes routes, long now) {
        memory.seen().expire(now);
        Batch batch = new Batch();
        while (records.hasNext() && batch.bytes() < bounds.batchBytes()) {
            ConsumerRecord<byte[], byte[]> record = records.next();
            SourceRecord source = OriginHeaders.read(record);
            Turn turn = new Turn(batch, new TopicPartition(record.topic(), record.partition()), source.place(), now);
            if (record.topic().equals(retries)) {
                retry(turn, source, routes);
            } else {
                routes.of(record.topic()).forEach(route -> one(turn, source, route));
            }
            batch.passed(record);
        }
        return batch;
    }

    /** The context of a record; its fingerprints belong to the place where it was read, not to a retry's origin. */
    private record Turn(Batch batch, TopicPartition partition, SourceRecord.Place place, long now) {
        Cause cause(String route) {
            return new Cause(place, route);
        }
    }

    private void retry(Turn turn, SourceRecord letter, Routes routes) {
        Retry read = Retry.read(letter);
        if (read instanceof Retry.Bad bad) {
            lost(turn, letter, IntakeMetrics.NO_ROUTE, bad.message());
            return;
        }
        Retry.Of retry = (Retry.Of) read;
        String topic = retry.record().place().topic();
        for (Route route : routes.of(topic)) {
            if (route.name().equals(retry.route())) {
                if (letter.header(OriginHeaders.VALUE_OMITTED) == null) {
                    one(turn, retry.record(), route);
                } else {
                    bury(turn, retry.record(), route.name(), new Dead(DeadReason.TOO_LARGE, "its value is not here"));
                }
                return;
            }
        }
        lost(
                turn,
                retry.record(),
                retry.route(),
                "route: " + retry.route() + " (expected: one that maps topic " + topic + ")");
    }

    /** Writes a dead letter without a valid route; one name counts all, since the writer chooses the route's name. */
    private void lost(Turn turn, SourceRecord record, String route, String message) {
        letter(turn, record, route, new Dead(DeadReason.NO_ROUTE, message));
        turn.batch().tally(IntakeMetrics.NO_ROUTE).dead(DeadReason.NO_ROUTE, record.timestamp());
    }

    private void one(Turn turn, SourceRecord record, Route route) {
        Mapping mapping = memory.oversized().formOf(turn.cause(route.name())) == Form.WHOLE
                ? mapped(record, route)
                : new Dead(DeadReason.TOO_LARGE, "the broker does not take it");
        if (mapping instanceof Dead letter) {
            bury(turn, record, route.name(), letter);
        } else if (mapping instanceof Mapped mapped) {
            turn.batch().tally(route.name()).count(write(turn, route, mapped.drafts()), record.timestamp());
        } else {
            turn.batch().tally(route.name()).count(MappingOutcome.FILTERED, record.timestamp());
        }
    }

    private Mapping mapped(SourceRecord record, Route route) {
        try {
            Mapping mapping = route.map(record);
            return mapping instanceof Mapped mapped ? checked(mapped) : mapping;
        } catch (UnavailableException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // One record must neither end intake nor be mapped again for ever.
            faults.tell(e, route.name(), record.place());
            return new Dead(DeadReason.INTERNAL, e.getClass().getSimpleName() + " in Tidings");
        }
    }

    private Mapping checked(Mapped mapped) {
        for (Draft draft : mapped.drafts()) {
            for (Outgoing event : draft.events()) {
                int size = event.key().getBytes(UTF_8).length + event.value().length + TransactionalWriter.HEADER_BYTES;
                if (size > bounds.eventBytes()) {
                    return new Dead(
                            DeadReason.TOO_LARGE,
                            "event: " + size + " bytes (expected: at most " + bounds.eventBytes() + ")");
                }
            }
        }
        return mapped;
    }

    private void bury(Turn turn, SourceRecord record, String route, Dead letter) {
        letter(turn, record, route, letter);
        turn.batch().tally(route).dead(letter.reason(), record.timestamp());
    }

    private void letter(Turn turn, SourceRecord record, String route, Dead letter) {
        Cause cause = turn.cause(route);
        Form form = memory.oversized().formOf(cause);
        turn.batch().add(new Batch.Letter(dead.of(record, route, letter, form), cause));
    }

    private MappingOutcome write(Turn turn, Route route, List<Draft> drafts) {
        int written = 0;
        int suppressed = 0;
        boolean repeated = false;
        for (Draft draft : drafts) {
            if (isRepeated(turn, route, draft)) {
                repeated = true;
                continue;
            }
            for (Outgoing event : draft.events()) {
                Outgoing ruled = memory.limiter().rule(route, event, turn.now());
                if (ruled == null) {
                    suppressed++;
                } else {
                    turn.batch().add(new Batch.Sent(ruled, turn.cause(route.name())));
                    written++;
                }
            }
        }
        turn.batch().tally(route.name()).events(written, suppressed);
        if (written > 0) {
            return MappingOutcome.MAPPED;
        }
        if (suppressed > 0) {
            return MappingOutcome.SUPPRESSED;
        }
        return repeated ? MappingOutcome.DUPLICATED : MappingOutcome.FILTERED;
    }

    private boolean isRepeated(Turn turn, Route route, Draft draft) {
        if (!memory.seen().isOn()) {
            return false;
        }
        Fingerprint fingerprint = fingerprints.of(route.name(), draft.source(), draft.id());
        if (memory.seen().contains(turn.partition(), fingerprint)
                || turn.batch().contains(turn.partition(), fingerprint)) {
            return true;
        }
        turn.batch().remember(turn.partition(), fingerprint);
        return false;
    }
}
