package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.intake.deadletter.DeadLetterFactory;
import dev.tidings.intake.deadletter.OriginHeaders;
import dev.tidings.intake.deadletter.OversizedRecords.Cause;
import dev.tidings.intake.deadletter.OversizedRecords.Form;
import dev.tidings.intake.deadletter.Retry;
import dev.tidings.intake.format.DeadReason;
import dev.tidings.intake.format.SourceRecord;
import dev.tidings.intake.format.UnavailableException;
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
    private final IntakeMemory memory;
    private final SizeLimits limits;
    private final String retries;
    private final DeadLetterFactory deadLetters;
    private final FaultLog faults;
    private final Fingerprints fingerprints = new Fingerprints();

    /**
     * The size limits of events and batches.
     *
     * @param eventBytes maximum bytes of an event's key, header and value
     * @param batchBytes bytes of events after which a transaction takes no further record
     */
    record SizeLimits(int eventBytes, long batchBytes) {}

    /** @param retries the topic of retries */
    Mapper(IntakeMemory memory, SizeLimits limits, String retries, DeadLetterFactory deadLetters, FaultLog faults) {
        this.memory = memory;
        this.limits = limits;
        this.retries = retries;
        this.deadLetters = deadLetters;
        this.faults = faults;
    }

    /**
     * Maps records into a batch until there is no more or the batch is full.
     *
     * @throws UnavailableException a record cannot be mapped now; the whole batch must be tried again
     */
    void map(Iterator<ConsumerRecord<byte[], byte[]>> records, Routes routes, Batch batch, long now) {
        memory.window().expire(now);
        while (records.hasNext() && batch.bytes() < limits.batchBytes()) {
            ConsumerRecord<byte[], byte[]> record = records.next();
            SourceRecord source = OriginHeaders.read(record);
            Context context =
                    new Context(batch, new TopicPartition(record.topic(), record.partition()), source.place(), now);
            if (record.topic().equals(retries)) {
                mapRetry(context, source, routes);
            } else {
                routes.of(record.topic()).forEach(route -> map(context, source, route));
            }
            batch.advance(record);
        }
    }

    /** The context of a record; its fingerprints belong to the place where it was read, not to a retry's origin. */
    private record Context(Batch batch, TopicPartition partition, SourceRecord.Place place, long now) {
        Cause cause(String route) {
            return new Cause(place, route);
        }
    }

    private void mapRetry(Context context, SourceRecord letter, Routes routes) {
        Retry read = Retry.read(letter);
        if (read instanceof Retry.Bad bad) {
            discardRetry(context, letter, IntakeMetrics.NO_ROUTE, bad.message());
            return;
        }
        Retry.Of retry = (Retry.Of) read;
        String topic = retry.record().place().topic();
        for (Route route : routes.of(topic)) {
            if (route.name().equals(retry.route())) {
                if (letter.header(OriginHeaders.VALUE_OMITTED) == null) {
                    map(context, retry.record(), route);
                } else {
                    discard(
                            context,
                            retry.record(),
                            route.name(),
                            new Dead(DeadReason.TOO_LARGE, "its value was omitted"));
                }
                return;
            }
        }
        discardRetry(
                context,
                retry.record(),
                retry.route(),
                "route: " + retry.route() + " (expected: a route that maps topic " + topic + ")");
    }

    /** Makes a retry without a valid route a dead letter. One name counts all, since the writer chooses the route's. */
    private void discardRetry(Context context, SourceRecord record, String route, String message) {
        addDeadLetter(context, record, route, new Dead(DeadReason.NO_ROUTE, message));
        context.batch().tally(IntakeMetrics.NO_ROUTE).countDead(DeadReason.NO_ROUTE, record.timestamp());
    }

    private void map(Context context, SourceRecord record, Route route) {
        Mapping mapping = memory.oversized().formOf(context.cause(route.name())) == Form.WHOLE
                ? mapped(record, route)
                : new Dead(DeadReason.TOO_LARGE, "the broker refuses its size");
        if (mapping instanceof Dead dead) {
            discard(context, record, route.name(), dead);
        } else if (mapping instanceof Mapped mapped) {
            MappingOutcome outcome = addEvents(context, route, mapped.drafts());
            context.batch().tally(route.name()).count(outcome, record.timestamp());
        } else {
            context.batch().tally(route.name()).count(MappingOutcome.FILTERED, record.timestamp());
        }
    }

    private Mapping mapped(SourceRecord record, Route route) {
        try {
            Mapping mapping = route.map(record);
            return mapping instanceof Mapped mapped ? withinLimit(mapped) : mapping;
        } catch (UnavailableException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // One record must neither end intake nor be mapped again for ever.
            faults.log(e, route.name(), record.place());
            return new Dead(DeadReason.INTERNAL, e.getClass().getSimpleName() + " in Tidings");
        }
    }

    private Mapping withinLimit(Mapped mapped) {
        for (Draft draft : mapped.drafts()) {
            for (Outgoing event : draft.events()) {
                int size = event.key().getBytes(UTF_8).length + event.value().length + TransactionalWriter.HEADER_BYTES;
                if (size > limits.eventBytes()) {
                    return new Dead(
                            DeadReason.TOO_LARGE,
                            "event: " + size + " bytes (expected: at most " + limits.eventBytes() + ")");
                }
            }
        }
        return mapped;
    }

    private void discard(Context context, SourceRecord record, String route, Dead dead) {
        addDeadLetter(context, record, route, dead);
        context.batch().tally(route).countDead(dead.reason(), record.timestamp());
    }

    private void addDeadLetter(Context context, SourceRecord record, String route, Dead dead) {
        Cause cause = context.cause(route);
        Form form = memory.oversized().formOf(cause);
        context.batch().add(new Batch.Letter(deadLetters.of(record, route, dead, form), cause));
    }

    private MappingOutcome addEvents(Context context, Route route, List<Draft> drafts) {
        int written = 0;
        int suppressed = 0;
        boolean repeated = false;
        for (Draft draft : drafts) {
            if (!remember(context, route, draft)) {
                repeated = true;
                continue;
            }
            for (Outgoing event : draft.events()) {
                Outgoing allowed = memory.limiter().apply(route, event, context.now());
                if (allowed == null) {
                    suppressed++;
                } else {
                    context.batch().add(new Batch.Sent(allowed, context.cause(route.name())));
                    written++;
                }
            }
        }
        context.batch().tally(route.name()).addEvents(written, suppressed);
        if (written > 0) {
            return MappingOutcome.MAPPED;
        }
        if (suppressed > 0) {
            return MappingOutcome.SUPPRESSED;
        }
        return repeated ? MappingOutcome.DUPLICATED : MappingOutcome.FILTERED;
    }

    /** Adds the fingerprint of a draft to the batch; returns false if the draft is a repetition. */
    private boolean remember(Context context, Route route, Draft draft) {
        if (!memory.window().isOn()) {
            return true;
        }
        Fingerprint fingerprint = fingerprints.of(route.name(), draft.source(), draft.id());
        if (memory.window().contains(context.partition(), fingerprint)
                || context.batch().contains(context.partition(), fingerprint)) {
            return false;
        }
        context.batch().add(context.partition(), fingerprint);
        return true;
    }
}
