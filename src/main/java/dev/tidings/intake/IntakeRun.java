package dev.tidings.intake;

import dev.tidings.intake.IntakeStatus.Following;
import dev.tidings.intake.IntakeStatus.Retrying;
import dev.tidings.intake.IntakeStatus.WaitingForTopics;
import dev.tidings.intake.format.UnavailableException;
import dev.tidings.intake.route.Routes;
import dev.tidings.kafka.SupervisedThread;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** One run as a member of the group: it reads, maps and writes, batch after batch. Intake's thread only. */
final class IntakeRun implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IntakeRun.class);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final SourceConsumer source;
    private final TopicSubscription topics;
    private final Pipeline pipeline;
    private final Backoff backoff;
    private final IntakeState state;
    private boolean committed;

    IntakeRun(SourceConsumer source, TopicSubscription topics, Pipeline pipeline, Backoff backoff, IntakeState state) {
        this.source = source;
        this.topics = topics;
        this.pipeline = pipeline;
        this.backoff = backoff;
        this.state = state;
    }

    /** Runs until intake stops or no route is left. */
    void follow(Supplier<Routes> active, SupervisedThread thread) {
        state.status(new IntakeStatus.Connecting());
        pipeline.open();
        Routes routes = active.get();
        while (!thread.isStopping() && !routes.isEmpty()) {
            refreshTopics(routes);
            if (topics.isReady()) {
                pipeline.open();
                source.advanceAssignment();
                state.gate().unstarted(topics.unstarted());
                PolledRecords records = source.poll();
                // Before the mapping: a dead letter that is retried after a correction needs the corrected route.
                routes = refreshRoutes(routes, active);
                process(routes.isEmpty() ? PolledRecords.none() : records, routes, thread);
                writeDueEvents(thread);
            } else {
                // The missing topics may never exist.
                state.gate().unstarted(List.of());
                thread.pause(PAUSE);
            }
            routes = refreshRoutes(routes, active);
        }
    }

    private Routes refreshRoutes(Routes before, Supplier<Routes> active) {
        Routes now = active.get();
        if (now != before) {
            LOG.infof("active routes changed routes=%s", now.names());
            topics.expire();
        }
        return now;
    }

    private void refreshTopics(Routes routes) {
        publish();
        if (!topics.refresh(routes)) {
            return;
        }
        if (!topics.missingOwn().isEmpty()) {
            state.status(new WaitingForTopics(topics.missingOwn()));
        } else if (!(state.status() instanceof Retrying)) {
            state.status(new Following());
        }
    }

    private void publish() {
        state.publish(source.lags(), topics.missing());
    }

    private void process(PolledRecords records, Routes routes, SupervisedThread thread) {
        try {
            while (records.hasNext()) {
                pipeline.process(records, routes, source.group());
                committed = true;
                backoff.reset();
                state.committed();
            }
            endRetrying(records);
        } catch (UnavailableException e) {
            source.seek(records.uncommitted());
            hold(e, thread);
        } catch (NotWrittenException e) {
            if (e.isCertain()) {
                source.seek(records.uncommitted());
            } else {
                source.prepareAgain(records.partitions());
            }
            if (!pipeline.reduce(e)) {
                hold(e.failure(), thread);
            }
        }
    }

    /** Ends the state of retrying, since the partition that failed may be assigned to another member now. */
    private void endRetrying(PolledRecords records) {
        if (records.isEmpty()
                && state.status() instanceof Retrying
                && source.lags().values().stream().allMatch(lag -> lag == 0)) {
            state.status(new Following());
        }
    }

    private void writeDueEvents(SupervisedThread thread) {
        try {
            pipeline.writeDueEvents();
        } catch (NotWrittenException e) {
            hold(e.failure(), thread);
        }
    }

    /** Holds intake after a failure for a while, in which this member stays in the group. */
    private void hold(Throwable cause, SupervisedThread thread) {
        state.status(new Retrying(FailureText.of(cause)));
        Interval pause = backoff.begin();
        source.pause();
        while (!thread.isStopping() && !pause.isDue()) {
            publish();
            source.pollPaused();
        }
        source.resume();
    }

    /** Returns whether this run has committed a batch. */
    boolean hasCommitted() {
        return committed;
    }

    /** Interrupts a blocking call of the consumer; any thread. */
    void wakeup() {
        source.wakeup();
    }

    @Override
    public void close() {
        // With the interrupt flag set, the client could not leave the group, and would log that at ERROR.
        Thread.interrupted();
        try {
            source.close();
        } finally {
            pipeline.close();
            topics.close();
        }
    }
}
