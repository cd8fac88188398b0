package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.kafka.BrokerAnswer;
import dev.tidings.tail.TailStatus.BrokerSilent;
import dev.tidings.tail.TailStatus.CatchingUp;
import dev.tidings.tail.TailStatus.Following;
import dev.tidings.tail.TailStatus.WaitingForTopics;
import dev.tidings.window.Windows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jspecify.annotations.Nullable;

/** One run over one log: finds its topics, goes back by the window's age, and follows. The tail's thread only. */
final class TailRun implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TailRun.class);
    private static final Duration ANSWER = Duration.ofSeconds(12);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long LOOK_MILLIS = 50;

    private final LogAdmin admin;
    private final TailLoop loop;
    private final Coverage coverage;
    private final Windows windows;
    private final Timing timing;
    private final BrokerPulse pulse;
    private long epoch;
    private Map<Partition, Long> target = Map.of();
    private @Nullable CompletableFuture<LogLayout> refresh;
    private Instant nextRefresh = Instant.EPOCH;
    private long nextLook;
    private List<String> missing = List.of();
    private final LogWithoutIds withoutIds = new LogWithoutIds();

    /** The clock and the durations of a run, the requests for a refresh of the topics, and the uncommitted records. */
    record Timing(
            Clock clock,
            Duration windowAge,
            Duration refreshInterval,
            Duration brokerGrace,
            Duration fetchMaxWait,
            LayoutRefresh layout,
            Uncommitted uncommitted) {}

    TailRun(LogAdmin admin, TailLoop loop, Coverage coverage, Windows windows, Timing timing) {
        this.admin = admin;
        this.loop = loop;
        this.coverage = coverage;
        this.windows = windows;
        this.timing = timing;
        this.pulse = new BrokerPulse(timing.fetchMaxWait());
    }

    /** Follows the log; returns only by an exception, or when the tail stops. */
    void follow(TailThread tail) throws InterruptedException {
        LogLayout layout = awaitLayout(tail);
        epoch = layout.epoch();
        LogWithoutIds.warn(layout);
        windows.begin(epoch);
        List<Partition> first = coverage.begin(layout.partitions());
        startReading(first, windowStarts(first));
        target = answer(admin.ends(first));
        nextRefresh = timing.clock().instant().plus(timing.refreshInterval());
        while (!tail.isStopping()) {
            pollOnce();
            coverage.update();
            refresh(tail);
        }
    }

    /** Refreshes layout and status, but not after each poll, where this would cost more than a record or two. */
    private void refresh(TailThread tail) {
        long now = timing.clock().millis();
        if (now < nextLook) {
            return;
        }
        nextLook = now + LOOK_MILLIS;
        refreshLayout(tail);
        tail.publish(loop.lags());
        TailStatus status = status();
        if (status instanceof Following) {
            startFollowing();
        }
        tail.status(status);
    }

    private LogLayout awaitLayout(TailThread tail) throws InterruptedException {
        boolean said = false;
        while (true) {
            try {
                return answer(admin.layout());
            } catch (MissingTopicsException e) {
                tail.status(new WaitingForTopics(e.names()));
            } catch (InterruptException e) {
                throw e;
            } catch (RuntimeException e) {
                // Kafka's client would log it several times a second, and is silenced in application.properties.
                LOG.logf(said ? Level.DEBUG : Level.WARN, "broker %s, retrying cause=%s", describe(e), e);
                said = true;
            }
            tail.publish(Map.of());
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static String describe(RuntimeException failure) {
        boolean refused = failure instanceof AuthenticationException || failure instanceof AuthorizationException;
        return refused ? "refuses the request" : "does not answer";
    }

    private Map<Partition, Long> windowStarts(Collection<Partition> partitions) {
        long since = timing.clock().millis() - timing.windowAge().toMillis();
        Map<Partition, Long> starts = new HashMap<>(answer(admin.offsetsAt(partitions, since)));
        Map<Partition, Long> ends = answer(admin.ends(partitions));
        starts.replaceAll((partition, offset) -> offset < 0 ? ends.getOrDefault(partition, 0L) : offset);
        return starts;
    }

    private void startReading(Collection<Partition> partitions, Map<Partition, Long> starts) {
        Map<TopicPartition, Partition> added = new HashMap<>();
        partitions.forEach(partition -> added.put(admin.topicPartition(partition), partition));
        loop.assign(added, starts);
        LOG.infof("tail reads epoch=%s starts=%s", Long.toString(epoch, 32), starts);
    }

    private void pollOnce() throws InterruptedException {
        try {
            loop.poll(coverage.pollTimeout());
        } catch (OffsetOutOfRangeException e) {
            throw outOfRange(e.partitions());
        }
    }

    /** Returns the failure for records that the broker no longer has, or never had: no session may continue. */
    private RuntimeException outOfRange(Set<TopicPartition> partitions) {
        LOG.warnf("the log no longer has the next records partitions=%s: all sessions reconnect", partitions);
        LogLayout now = answer(admin.layout());
        boolean shorter = !now.hasIds() && LogWithoutIds.isShorter(ends(), windows.all());
        return now.epoch() == epoch && !shorter
                ? new IllegalStateException("offset out of range in " + partitions)
                : new LogRecreatedException();
    }

    /** Checks for added partitions and for a recreated log, without waiting for the answer. */
    private void refreshLayout(TailThread tail) {
        CompletableFuture<LogLayout> asked = refresh;
        Instant now = timing.clock().instant();
        if (asked == null && (now.isAfter(nextRefresh) || timing.layout().isDue(now))) {
            timing.layout().start(now);
            refresh = admin.layout().toCompletableFuture();
            nextRefresh = now.plus(timing.refreshInterval());
        } else if (asked != null && asked.isDone()) {
            refresh = null;
            try {
                finishRefresh(asked, tail);
            } finally {
                timing.layout().finish();
            }
        }
    }

    private void finishRefresh(CompletableFuture<LogLayout> asked, TailThread tail) {
        try {
            apply(answer(asked), tail);
            missing = List.of();
        } catch (MissingTopicsException e) {
            // Only the second time, since a broker that has just started may not have its topics yet.
            if (!missing.isEmpty()) {
                throw new LogRecreatedException();
            }
            missing = e.names();
        } catch (LogRecreatedException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            // The query is repeated after a while; what is read meanwhile is as good as before.
            LOG.debugf("broker did not return the layout cause=%s", e);
        }
    }

    private void apply(LogLayout layout, TailThread tail) {
        if (layout.epoch() != epoch || (!layout.hasIds() && withoutIds.isRecreated(ends(), windows.all()))) {
            throw new LogRecreatedException();
        }
        timing.uncommitted().refresh(admin, windows.known());
        List<Partition> added = layout.partitions().stream()
                .filter(partition -> partition.number() >= windows.partitionsOf(partition.topic()))
                .toList();
        if (added.isEmpty()) {
            return;
        }
        List<Partition> all = coverage.grow(added);
        if (all.size() < added.size()) {
            tail.restartSessions();
        }
        if (!all.isEmpty()) {
            startReading(all, answer(admin.begins(all)));
        }
    }

    private Map<Partition, Long> ends() {
        return answer(admin.uncommittedEnds(windows.known()));
    }

    private TailStatus status() {
        var silentSince = pulse.silentSince(loop.metrics(), timing.clock().instant());
        if (silentSince.isPresent()) {
            return new BrokerSilent(silentSince.get(), timing.brokerGrace());
        }
        if (!missing.isEmpty()) {
            return new WaitingForTopics(missing);
        }
        long behind = target.isEmpty() ? 0 : loop.behind(target);
        if (behind > 0) {
            return new CatchingUp(behind);
        }
        return new Following();
    }

    /** Opens the windows, which hold now what they should. */
    private void startFollowing() {
        target = Map.of();
        windows.open();
    }

    private static <T> T answer(CompletionStage<T> question) {
        return BrokerAnswer.await(question, ANSWER);
    }

    @Override
    public void close() {
        // An interrupted thread cannot close the client cleanly, and the client reports that at ERROR; this stop is
        // intended.
        Thread.interrupted();
        loop.close(PAUSE);
    }
}
