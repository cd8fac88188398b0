package dev.tidings.window;

import dev.tidings.event.RejectReason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which records of one partition were rejected lately, by all but their values: the newest {@link #MAX}. Any thread. */
final class Rejections {
    static final int MAX = 64;

    private long[] offsets = {};
    private RejectReason[] reasons = {};
    private int next;

    synchronized void add(long offset, RejectReason reason) {
        if (offsets.length == 0) {
            offsets = new long[MAX];
            Arrays.fill(offsets, -1);
            reasons = new RejectReason[MAX];
        }
        offsets[next] = offset;
        reasons[next] = reason;
        next = (next + 1) % MAX;
    }

    synchronized @Nullable RejectReason of(long offset) {
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] == offset) {
                return reasons[i];
            }
        }
        return null;
    }
}
