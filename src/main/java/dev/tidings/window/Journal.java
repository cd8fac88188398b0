package dev.tidings.window;

import dev.tidings.event.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A journal of the windows' ends over time: it gives the time at which a record was read, at no cost per record.
 *
 * <p>It adds a note every {@link #INTERVAL_MILLIS} at most and keeps it for as long as a record stays in its window; a
 * time without records has two notes. Where this would take more than {@link #MAX_BYTES} for many partitions, notes are
 * rarer. The tail writes; any thread may read.
 */
public final class Journal {
    static final long INTERVAL_MILLIS = 100;
    static final int MAX_BYTES = 1 << 20;

    private static final int NOTE_BYTES = 64;

    private final long maxAge;
    private final List<Note> notes = new ArrayList<>();
    private long interval = INTERVAL_MILLIS;

    /** A time and, by partition id, the offset after the last record that was visible then. */
    private record Note(long at, long[] ends) {
        long end(int id) {
            return id < ends.length ? ends[id] : 0;
        }
    }

    Journal(Duration maxAge) {
        this.maxAge = maxAge.toMillis();
    }

    synchronized void clear() {
        notes.clear();
    }

    /** Returns whether a note is due; a clock that was set back does not stop the journal. */
    synchronized boolean isDue(long now) {
        return notes.isEmpty() || Math.abs(now - last(1).at) >= interval;
    }

    synchronized void note(long now, long[] ends) {
        int size = notes.size();
        boolean quiet = size > 0 && Arrays.equals(last(1).ends, ends);
        Note note = new Note(now, quiet ? last(1).ends : ends);
        if (quiet && size > 1 && last(2).ends == note.ends) {
            notes.set(size - 1, note);
        } else {
            notes.add(note);
        }
        forgetBefore(now - maxAge);
        if (bytes() > MAX_BYTES) {
            thin();
        }
    }

    private Note last(int back) {
        return notes.get(notes.size() - back);
    }

    /** Removes old notes, many at a time, since each removal moves the rest. */
    private void forgetBefore(long time) {
        if (notes.get(0).at >= time - maxAge / 4) {
            return;
        }
        int old = 0;
        // One older note stays: it gives the earliest time of the first record after it.
        while (old + 1 < notes.size() && notes.get(old + 1).at < time) {
            old++;
        }
        notes.subList(0, old).clear();
    }

    private void thin() {
        List<Note> rest = new ArrayList<>(notes.size() / 2 + 1);
        for (int i = (notes.size() - 1) % 2; i < notes.size(); i += 2) {
            rest.add(notes.get(i));
        }
        notes.clear();
        notes.addAll(rest);
        interval *= 2;
    }

    /** Returns when the record at that position was read; the caller ensures that it was read by now. */
    public synchronized Span read(Position position, Instant now) {
        int low = 0;
        int high = notes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (notes.get(middle).end(position.partition().id()) > position.offset()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Long from = low == 0 ? null : Long.valueOf(notes.get(low - 1).at);
        return Span.ofMillis(from, low == notes.size() ? now.toEpochMilli() : notes.get(low).at);
    }

    /** Returns its memory in bytes, at most; an estimate. */
    public synchronized long bytes() {
        return notes.isEmpty() ? 0 : (long) notes.size() * (NOTE_BYTES + 8L * last(1).ends.length);
    }
}
