package dev.tidings.session;

import dev.tidings.event.Audience;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.window.PartitionWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition, older than the window, that one session still has to get: its part in a scan of the
 * log, which others share.
 *
 * <p>The scan's thread writes ({@link #begin}, {@link #finish} and the methods that end it), and the session's loop
 * takes; both read.
 */
public final class Replay {
    private final Reader reader;
    private final Partition partition;
    private final List<Key> keys;
    private final long epoch;
    private final long from;
    private volatile @Nullable PartitionWindow records;
    private volatile boolean finished;
    private volatile boolean over;
    private volatile long taken;

    /** The session that takes the records. All methods but {@link #loop} are called on its loop. */
    public interface Reader {
        LoopContext loop();

        /** Takes the records that are there. */
        void pump();

        /** Ends the session, whose replay cannot continue, at its present position. */
        void closeWithCursor(CloseReason reason);

        void close(CloseReason reason);
    }

    Replay(Reader reader, Partition partition, List<Audience> audiences, long epoch, long from) {
        this.reader = reader;
        this.partition = partition;
        this.keys = audiences.stream().map(Audience::key).toList();
        this.epoch = epoch;
        this.from = from;
        this.taken = from;
    }

    public Reader reader() {
        return reader;
    }

    public Partition partition() {
        return partition;
    }

    /** Returns the keys whose records are wanted. */
    public List<Key> keys() {
        return keys;
    }

    /** Returns the epoch of the log that the offsets belong to. */
    public long epoch() {
        return epoch;
    }

    /** Returns the first offset that is wanted. */
    public long from() {
        return from;
    }

    /** Begins the replay: the scan now adds wanted records to these, from {@link #from} on. */
    public void begin(PartitionWindow scanned) {
        records = scanned;
    }

    /** Finishes the replay: nothing more is added, and the window holds what follows. */
    public void finish() {
        finished = true;
    }

    /** Ends a replay whose scan ended before it reached the window: the session ends too, at its present position. */
    public void abort(CloseReason reason) {
        reader.loop().execute(() -> reader.closeWithCursor(reason));
    }

    /** Ends a replay that the scan no longer waits for; what it has not taken may be dropped once this has returned. */
    public void leaveBehind() {
        over = true;
        reader.loop().execute(() -> reader.close(CloseReason.SLOW_READER));
    }

    /** Returns whether the session needs nothing more of the scan. */
    public boolean isOver() {
        return over;
    }

    /** Returns the offset up to which the session has taken the added records. */
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

    void advanceTo(long offset) {
        taken = offset;
    }

    void end() {
        over = true;
    }
}
