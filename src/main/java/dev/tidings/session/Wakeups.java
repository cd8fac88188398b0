package dev.tidings.session;

import dev.tidings.window.PartitionWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects, poll by poll, which sessions have something new to read, and hands each loop its part. The tail's own. */
public final class Wakeups {
    private final Map<PushLoop, Batch> batches = new HashMap<>();
    private long poll;

    /**
     * Records that for this session something stands at that offset. Within a poll the offsets of a partition come in
     * order, and the first counts.
     */
    public void add(Session session, PartitionWindow window, long offset) {
        if (session.wokenInPoll == poll && session.wokenFor == window) {
            return;
        }
        session.wokenInPoll = poll;
        session.wokenFor = window;
        batches.computeIfAbsent(session.loop(), loop -> new Batch()).add(session, window, offset);
    }

    /** Forgets what was collected of this poll, to begin it again. */
    public void restart() {
        poll++;
        batches.clear();
    }

    /**
     * Hands over what was collected, and up to where all sessions of the loop have now been
     * woken. Waits for loops that are behind. Of {@code others} those too are told for whom there is nothing else, unless
     * they are behind.
     */
    public void submit(Watermarks told, Collection<PushLoop> others) throws InterruptedException {
        poll++;
        for (Map.Entry<PushLoop, Batch> entry : batches.entrySet()) {
            Batch batch = entry.getValue();
            batch.told = told;
            entry.getKey().submit(batch);
        }
        for (PushLoop other : others) {
            if (!batches.containsKey(other)) {
                Batch nothing = new Batch();
                nothing.told = told;
                other.offer(nothing);
            }
        }
        batches.clear();
    }

    /** What one loop gets of one poll. */
    static final class Batch {
        private final List<PartitionWindow> windows = new ArrayList<>();
        private Session[] sessions = new Session[64];
        private int[] windowOf = new int[64];
        private long[] offsets = new long[64];
        private int size;
        private Watermarks told = Watermarks.NOTHING;

        private void add(Session session, PartitionWindow window, long offset) {
            if (size == sessions.length) {
                sessions = Arrays.copyOf(sessions, 2 * size);
                windowOf = Arrays.copyOf(windowOf, 2 * size);
                offsets = Arrays.copyOf(offsets, 2 * size);
            }
            sessions[size] = session;
            windowOf[size] = indexOf(window);
            offsets[size] = offset;
            size++;
        }

        private int indexOf(PartitionWindow window) {
            int last = windows.size() - 1;
            if (last >= 0 && windows.get(last) == window) {
                return last;
            }
            windows.add(window);
            return last + 1;
        }

        void forEach(Consumer consumer) {
            for (int i = 0; i < size; i++) {
                consumer.accept(sessions[i], windows.get(windowOf[i]), offsets[i]);
            }
        }

        Watermarks told() {
            return told;
        }
    }

    /** Takes one wake-up. */
    interface Consumer {
        void accept(Session session, PartitionWindow window, long offset);
    }
}
