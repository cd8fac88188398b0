package dev.tidings.inbox;

import dev.tidings.event.Partition;
import dev.tidings.inbox.PositionTable.IdleAdvance;
import dev.tidings.tail.LogAdmin;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks after this pod's projection while no batch comes: it measures the lag, moves idle positions on, and notices a
 * topic that was created again. The inbox's own thread only, except for {@link #lags}.
 */
@Singleton
class ProjectionWatch {
    private static final long ANSWER_SECONDS = 5;

    private final LogAdmin log;
    private final Placements placements;
    private final ProjectionProgress progress;
    private final ProjectionChannel channel;
    private final Clock clock;
    private final Map<Partition, Long> behindSince = new HashMap<>();
    private OptionalLong idle = OptionalLong.empty();
    private Map<Partition, Long> positions = Map.of();
    private volatile Map<Partition, Lag> lags = Map.of();

    ProjectionWatch(
            LogAdmin log,
            Placements placements,
            ProjectionProgress progress,
            ProjectionChannel channel,
            Clock clock) {
        this.log = log;
        this.placements = placements;
        this.progress = progress;
        this.channel = channel;
        this.clock = clock;
    }

    /** Returns the lags of the partitions that this pod projects; any thread. */
    Map<Partition, Lag> lags() {
        return lags;
    }

    void look(Connection connection) throws SQLException {
        Set<Partition> assigned = channel.assigned();
        if (assigned.isEmpty()) {
            lags = Map.of();
            return;
        }
        if (placements.isLogRecreated()) {
            channel.placeAll();
        }
        advanceIdle(connection);
        measure(assigned);
    }

    /**
     * Moves positions to where the consumer was at the last look, if no batch has come since then: what lies between
     * holds no record. Otherwise a position could become older than the log itself.
     */
    private void advanceIdle(Connection connection) throws SQLException {
        if (idle.isPresent() && idle.equals(progress.idle())) {
            List<IdleAdvance> advances = new ArrayList<>();
            positions.forEach((partition, position) -> {
                Placement placement = placements.of(partition);
                if (placement != null && position > progress.continuity().end(placement)) {
                    advances.add(new IdleAdvance(placement, progress.continuity().end(placement), position));
                }
            });
            if (!advances.isEmpty()) {
                var unused = PositionTable.advance(connection, advances);
                advances.forEach(each -> progress.continuity().received(each.placement(), each.next()));
            }
        }
        idle = progress.idle();
        positions = idle.isPresent() ? channel.positions() : Map.of();
    }

    private void measure(Set<Partition> assigned) {
        Map<Partition, Long> ends = ends(assigned);
        if (ends == null) {
            return;
        }
        long now = clock.millis();
        behindSince.keySet().retainAll(assigned);
        lags = ends.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> {
            long records = behind(each.getKey(), each.getValue());
            if (records == 0) {
                behindSince.remove(each.getKey());
                return new Lag(0, now);
            }
            long seen = behindSince.computeIfAbsent(each.getKey(), partition -> now);
            Long newest = progress.newest(each.getKey());
            return new Lag(records, newest == null ? seen : Math.min(now, newest));
        }));
    }

    private long behind(Partition partition, long end) {
        Placement placement = placements.of(partition);
        return placement == null ? 0 : Math.max(0, end - progress.continuity().end(placement));
    }

    private @Nullable Map<Partition, Long> ends(Set<Partition> assigned) {
        try {
            return log.ends(assigned).toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (Exception e) {
            // The tail says that the broker does not answer. The lag is as it was.
            return null;
        }
    }
}
