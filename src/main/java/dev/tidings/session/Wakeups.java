package dev.tidings.session;

import dev.tidings.window.PartitionWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the sessions that have something new to read, poll by poll, for each loop. The tail's thread only. */
public final class Wakeups {
    private final Map<PushLoop, Batch> batches = new HashMap<>();
    private long poll;

    /**
     * Records that there is a record for this session at that offset. Within a poll the offsets of a partition come in
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

    /** Discards the wake-ups of this poll, to collect them again. */
    public void restart() {
        poll++;
        batches.clear();
    }

    /**
     * Submits the wake-ups, with the offsets up to which all sessions of the loop have now been woken. Waits for loops
     * that are behind. Of {@code others}, loops without wake-ups get the offsets too, unless they are behind.
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

    /** The wake-ups of one loop in one poll. */
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
