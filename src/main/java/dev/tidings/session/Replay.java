package dev.tidings.session;

import dev.tidings.event.Audience;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.window.PartitionWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one session still has to get of one partition's records that are older than the window: its part in a scan of the log,
 * which others share.
 *
 * <p>The scan's thread gives ({@link #begin}, {@link #finish} and the ways to end), the session's loop takes; both read.
 */
public final class Replay {
    private final Session session;
    private final Partition partition;
    private final List<Key> keys;
    private final long epoch;
    private final long from;
    private volatile @Nullable PartitionWindow records;
    private volatile boolean finished;
    private volatile boolean over;
    private volatile long taken;

    Replay(Session session, Partition partition, List<Audience> audiences, long epoch, long from) {
        this.session = session;
        this.partition = partition;
        this.keys = audiences.stream().map(Audience::key).toList();
        this.epoch = epoch;
        this.from = from;
        this.taken = from;
    }

    public Session session() {
        return session;
    }

    public Partition partition() {
        return partition;
    }

    /** The keys whose records are wanted. */
    public List<Key> keys() {
        return keys;
    }

    /** Which log the offsets are of. */
    public long epoch() {
        return epoch;
    }

    /** The first offset that is wanted. */
    public long from() {
        return from;
    }

    /** From now on the scan puts what is wanted into these records, from {@link #from} on. */
    public void begin(PartitionWindow scanned) {
        records = scanned;
    }

    /** Nothing more is put in: the window holds what follows. */
    public void finish() {
        finished = true;
    }

    /** The scan ends before it reached the window: the session ends too, at the place that it has got to. */
    public void giveUp(CloseReason reason) {
        session.run(() -> session.giveUp(reason));
    }

    /** The scan waits for this session no longer; what it has not taken may be dropped once this has returned. */
    public void leaveBehind() {
        over = true;
        session.closeSoon(CloseReason.SLOW_READER);
    }

    /** Whether the session needs nothing more of the scan. */
    public boolean isOver() {
        return over;
    }

    /** The offset up to which the session has taken what was put in. */
    public long taken() {
        return taken;
    }

    @Nullable
    PartitionWindow records() {
        return records;
    }

    boolean isFinished() {
        return finished;
    }

    void taken(long offset) {
        taken = offset;
    }

    void end() {
        over = true;
    }
}
