package dev.tidings.intake;

import dev.tidings.intake.IntakeStatus.Following;
import dev.tidings.intake.IntakeStatus.Retrying;
import dev.tidings.intake.IntakeStatus.WaitingForTopics;
import dev.tidings.intake.TransactionScope.TooLargeException;
import dev.tidings.intake.format.UnavailableException;
import dev.tidings.intake.memory.DeduplicationRestore;
import dev.tidings.intake.route.Routes;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/** One run as a member of the group: it reads, maps and writes, batch after batch. Intake's thread only. */
final class IntakeRun implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IntakeRun.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final SourceConsumer reading;
    private final Writing writing;
    private final Parts parts;
    private final Looking looking;
    private final Supplier<Routes> source;
    private Routes routes;
    private Set<String> subscribed = Set.of();
    private long nextLook = System.nanoTime();
    private long nextRelease;

    /** The parts that make and write batches. */
    record Writing(Mapper mapper, TransactionalWriter outlet, Mapper.Memory memory, DeferredWriter released) {}

    /** The other parts of a run. */
    record Parts(AssignmentListener arrivals, Backoff backoff, IntakeMetrics metrics, Clock clock) {}

    /** The parts that look up topics. */
    record Looking(TopicWatch watch, Admin admin, Duration every, Unstarted unstarted) {}

    IntakeRun(
            Consumer<byte[], byte[]> consumer, Writing writing, Parts parts, Looking looking, Supplier<Routes> source) {
        this.consumer = consumer;
        this.reading = new SourceConsumer(consumer, parts.arrivals());
        this.writing = writing;
        this.parts = parts;
        this.looking = looking;
        this.source = source;
        this.routes = source.get();
    }

    /** Runs until intake stops or no route is left. */
    void follow(IntakeThread thread) {
        thread.status(new IntakeStatus.Connecting());
        writing.outlet().open();
        while (!thread.isStopping() && !routes.isEmpty()) {
            lookAround(thread);
            if (subscribed.isEmpty() || !looking.watch().missingOwn().isEmpty()) {
                // The topics that it waits for may never exist.
                thread.gate().unstarted(List.of());
                thread.rest(POLL);
            } else {
                writing.outlet().open();
                parts.arrivals().step();
                thread.gate().unstarted(looking.unstarted().look());
                ConsumerRecords<byte[], byte[]> records = reading.poll();
                // Before the mapping: a dead letter that is retried after a correction needs the corrected route.
                routesChanged();
                turn(thread, routes.isEmpty() ? ConsumerRecords.empty() : records);
                release(thread);
            }
            routesChanged();
        }
    }

    private void routesChanged() {
        Routes now = source.get();
        if (now != routes) {
            LOG.infof("routes in force: %s", now.names());
            routes = now;
            nextLook = System.nanoTime();
        }
    }

    private void lookAround(IntakeThread thread) {
        thread.passed(reading.lags(), looking.watch().missing());
        if (System.nanoTime() - nextLook < 0) {
            return;
        }
        nextLook = System.nanoTime() + looking.every().toNanos();
        Set<String> sources = looking.watch()
                .look(DeduplicationRestore.answer(looking.admin().listTopics().names()), routes);
        List<String> missing = looking.watch().missingOwn();
        if (!missing.isEmpty()) {
            thread.status(new WaitingForTopics(missing));
            nextLook = System.nanoTime()
                    + Math.min(looking.every().toNanos(), Duration.ofSeconds(1).toNanos());
        } else if (!(thread.status() instanceof Retrying)) {
            thread.status(new Following());
        }
        if (!sources.equals(subscribed)) {
            LOG.infof("intake reads topics=%s", sources);
            subscribed = sources;
            looking.unstarted().want(sources);
            reading.subscribe(sources);
        }
    }

    private void turn(IntakeThread thread, ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, Long> next = SourceConsumer.firsts(records);
        Iterator<ConsumerRecord<byte[], byte[]>> rest = records.iterator();
        try {
            while (rest.hasNext()) {
                Batch batch = writing.mapper().map(rest, routes, parts.clock().millis());
                writing.outlet().write(batch, reading.group());
                written(batch);
                next.putAll(batch.next());
                thread.wentOn();
            }
            settled(thread, records);
        } catch (UnavailableException e) {
            writing.memory().limiter().undo();
            reading.goBack(next);
            hold(thread, e);
        } catch (NotWrittenException e) {
            writing.memory().limiter().undo();
            if (e.isCertain()) {
                reading.goBack(next);
            } else {
                parts.arrivals().again(records.partitions());
            }
            notWritten(thread, e.failure());
        }
    }

    /** Ends the state of retrying, since the partition that failed may be assigned to another member now. */
    private void settled(IntakeThread thread, ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()
                && thread.status() instanceof Retrying
                && reading.lags().values().stream().allMatch(lag -> lag == 0)) {
            thread.status(new Following());
        }
    }

    private void written(Batch batch) {
        long now = parts.clock().millis();
        writing.memory().limiter().settle();
        writing.memory().oversized().passed(batch.next());
        batch.fingerprints()
                .forEach((partition, all) ->
                        all.forEach(each -> writing.memory().seen().add(partition, each, now)));
        batch.tallies().forEach((route, tally) -> parts.metrics().counted(route, tally, now));
        parts.backoff().reset();
    }

    /** Holds intake after a failed write; a record that was too large is tried again at once, in another form. */
    private void notWritten(IntakeThread thread, Throwable cause) {
        if (!(cause instanceof TooLargeException tooLarge)
                || !writing.memory().oversized().refused(tooLarge.refused())) {
            hold(thread, cause);
        }
    }

    /** Waits, and polls without reading meanwhile, so that this member stays in the group. */
    private void hold(IntakeThread thread, Throwable cause) {
        thread.status(new Retrying(FailureText.of(cause)));
        long until = System.nanoTime() + parts.backoff().next().toNanos();
        reading.pause();
        while (!thread.isStopping() && System.nanoTime() - until < 0) {
            thread.passed(reading.lags(), looking.watch().missing());
            reading.goBack(SourceConsumer.firsts(reading.poll()));
            reading.pause();
        }
        reading.resume();
    }

    /** Writes deferred events that are due. */
    private void release(IntakeThread thread) {
        long now = parts.clock().millis();
        if (writing.memory().limiter().waiting() > 0 && now >= nextRelease) {
            nextRelease = now + POLL.toMillis();
            try {
                writing.released().due(now);
            } catch (NotWrittenException e) {
                hold(thread, e.failure());
            }
        }
    }

    /** Interrupts a blocking call of the consumer; any thread. */
    void wake() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        // With the interrupt flag set, the client could not leave the group, and would log that at ERROR.
        Thread.interrupted();
        parts.arrivals().close();
        try {
            // The client revokes its partitions here, which writes their deferred events.
            consumer.close(CloseOptions.timeout(GOODBYE));
        } catch (InterruptException e) {
            LOG.debugf("intake was interrupted while it left the group cause=%s", e);
        } finally {
            writing.outlet().close();
            looking.admin().close(GOODBYE);
        }
    }
}
