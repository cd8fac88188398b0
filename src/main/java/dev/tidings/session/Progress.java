package dev.tidings.session;

import dev.tidings.event.Partition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a session in the log of that epoch, and its positions while it was behind.
 *
 * @param behindSince since when there is more than it was sent; null where it has received everything
 * @param pendingBytes the bytes that were written and the network has not taken yet
 */
public record Progress(
        long epoch,
        List<Place> places,
        List<LagMark> marks,
        @Nullable Instant behindSince,
        long pendingBytes) {
    public Progress {
        places = List.copyOf(places);
        marks = List.copyOf(marks);
    }

    /** Returns the index of the place in that partition; -1 where there is none. */
    public int indexOf(Partition partition) {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).partition().equals(partition)) {
                return i;
            }
        }
        return -1;
    }
}
