package dev.tidings.window;

import dev.tidings.event.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * When the windows had come how far: from it comes when any record was read, without anything being kept for a record.
 *
 * <p>A note every {@link #INTERVAL_MILLIS} at most, for as long as a record stays in its window, and two for a time in which
 * nothing came. Where there are so many partitions that this would take more than {@link #MAX_BYTES}, notes are rarer. The
 * tail writes, any thread asks.
 */
public final class Journal {
    static final long INTERVAL_MILLIS = 100;
    static final int MAX_BYTES = 1 << 20;

    private static final int NOTE_BYTES = 64;

    private final long maxAge;
    private final List<Note> notes = new ArrayList<>();
    private long interval = INTERVAL_MILLIS;

    /** By partition id, the offset after the last record that was visible at that time. */
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

    /** A clock that was set back must not stop it. */
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

    /** Many at a time, since each time the rest is moved. */
    private void forgetBefore(long time) {
        if (notes.get(0).at >= time - maxAge / 4) {
            return;
        }
        int old = 0;
        // One that is older stays: it says since when the first record after it can have been there.
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

    /** When the record at that position was read, which is known to have been by now. */
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

    /** What it holds in memory, at most; an estimate. */
    public synchronized long bytes() {
        return notes.isEmpty() ? 0 : (long) notes.size() * (NOTE_BYTES + 8L * last(1).ends.length);
    }
}
