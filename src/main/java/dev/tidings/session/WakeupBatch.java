package dev.tidings.session;

import dev.tidings.window.PartitionWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The wake-ups of one loop in one poll, and the offsets up to which its sessions have been woken with it. The tail's
 * thread fills it; then the loop reads it.
 */
final class WakeupBatch {
    private final List<PartitionWindow> windows = new ArrayList<>();
    private Session[] sessions = new Session[64];
    private int[] windowOf = new int[64];
    private long[] offsets = new long[64];
    private int size;
    private Watermarks watermarks = Watermarks.NOTHING;

    /** Takes one wake-up. */
    interface Consumer {
        void accept(Session session, PartitionWindow window, long offset);
    }

    void add(Session session, PartitionWindow window, long offset) {
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

    /** Completes the batch, before it is submitted. */
    WakeupBatch upTo(Watermarks reached) {
        watermarks = reached;
        return this;
    }

    void forEach(Consumer consumer) {
        for (int i = 0; i < size; i++) {
            consumer.accept(sessions[i], windows.get(windowOf[i]), offsets[i]);
        }
    }

    Watermarks watermarks() {
        return watermarks;
    }
}
